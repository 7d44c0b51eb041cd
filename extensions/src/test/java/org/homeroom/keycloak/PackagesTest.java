package org.homeroom.keycloak;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import org.junit.jupiter.api.Test;

/** What the packages may know of each other, and of Keycloak. */
class PackagesTest {
  private static final String SUPPORT = "org.homeroom.keycloak.support..";
  private static final String CLASS_TABLES = "org.homeroom.keycloak.support.classes..";
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new DoNotIncludeTests())
          .importPackages("org.homeroom.keycloak");

  @Test
  void features_know_support_and_never_each_other() {
    slices()
        .matching("org.homeroom.keycloak.(*)..")
        .should()
        .notDependOnEachOther()
        .ignoreDependency(DescribedPredicate.alwaysTrue(), resideInAPackage(SUPPORT))
        .check(CLASSES);
  }

  @Test
  void the_tables_know_nothing_of_what_uses_them() {
    noClasses()
        .that()
        .resideInAPackage(CLASS_TABLES)
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.homeroom.keycloak.support")
        .check(CLASSES);
  }

  @Test
  void only_the_tables_use_the_unstable_spi_of_jpa_entities() {
    noClasses()
        .that()
        .resideOutsideOfPackage("org.homeroom.keycloak.support.tables..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.keycloak.connections.jpa.entityprovider..")
        .check(CLASSES);
  }

  @Test
  void only_what_works_on_thousands_of_rows_at_once_uses_keycloaks_entities_itself() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            "org.homeroom.keycloak.roster..",
            "org.homeroom.keycloak.badge..",
            "org.homeroom.keycloak.cards..",
            "org.homeroom.keycloak.claim..",
            "org.homeroom.keycloak.support.credentials..")
        .and()
        .haveNameNotMatching("org\\.homeroom\\.keycloak\\.configuration\\.Group.*")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.keycloak.models.jpa..")
        .check(CLASSES);
  }
}
