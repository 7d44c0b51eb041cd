package org.homeroom.keycloak;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** What the packages may know of each other, and of Keycloak. */
@AnalyzeClasses(packages = "org.homeroom.keycloak", importOptions = DoNotIncludeTests.class)
class PackagesTest {
  private static final String SUPPORT = "org.homeroom.keycloak.support..";
  private static final String TABLES = "org.homeroom.keycloak.support.classes..";

  @ArchTest
  static final ArchRule features_do_not_know_each_other =
      slices()
          .matching("org.homeroom.keycloak.(*)..")
          .namingSlices("feature $1")
          .should()
          .notDependOnEachOther()
          .ignoreDependency(
              type -> !type.getPackageName().startsWith("org.homeroom.keycloak.support"),
              type -> type.getPackageName().startsWith("org.homeroom.keycloak.support"));

  @ArchTest
  static final ArchRule support_has_no_cycles =
      slices().matching("org.homeroom.keycloak.(support..)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule the_tables_know_nothing_above_them =
      noClasses()
          .that()
          .resideInAPackage(TABLES)
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.homeroom.keycloak.support");

  @ArchTest
  static final ArchRule only_the_tables_use_the_unstable_spi_of_jpa_entities =
      noClasses()
          .that()
          .resideOutsideOfPackage(TABLES)
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.keycloak.connections.jpa.entityprovider..");

  @ArchTest
  static final ArchRule only_the_roster_writes_keycloaks_entities =
      noClasses()
          .that()
          .resideOutsideOfPackages("org.homeroom.keycloak.roster..", SUPPORT)
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.keycloak.models.jpa..");
}
