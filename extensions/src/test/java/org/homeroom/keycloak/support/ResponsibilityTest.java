package org.homeroom.keycloak.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.homeroom.keycloak.support.classes.ClassEntity;
import org.junit.jupiter.api.Test;

class ResponsibilityTest {
  private static final Responsibility OWN =
      new Responsibility(false, Set.of("pupil"), Set.of("class-id"), Set.of("CV01"));

  @Test
  void nobody_but_the_own_people_is_included() {
    assertThat(OWN.includesPerson("pupil")).isTrue();
    assertThat(OWN.includesPerson("stranger")).isFalse();
  }

  @Test
  void the_own_classes_and_all_of_the_own_campus_are_included() {
    assertThat(OWN.includes(schoolClass("class-id", "CV02"))).isTrue();
    assertThat(OWN.includes(schoolClass("other", "CV01"))).isTrue();
    assertThat(OWN.includes(schoolClass("other", "CV02"))).isFalse();
  }

  @Test
  void whoever_is_responsible_for_everybody_is_so_for_every_class() {
    assertThat(Responsibility.EVERYBODY.includesPerson("anybody")).isTrue();
    assertThat(Responsibility.EVERYBODY.includes(schoolClass("any", "CV09"))).isTrue();
  }

  private static ClassEntity schoolClass(String id, String school) {
    ClassEntity schoolClass = new ClassEntity(id, "realm", "sourced");
    schoolClass.setSchool(school);
    return schoolClass;
  }
}
