package org.homeroom.keycloak.roster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.homeroom.keycloak.roster.RosterRow.Kind;
import org.homeroom.keycloak.roster.SchoolTree.Group;
import org.junit.jupiter.api.Test;

class SchoolTreeTest {
  private static final SchoolTree TREE =
      SchoolTree.of(
          List.of(
              new Group("1", "schools", " "),
              new Group("2", "CV01", "1"),
              new Group("3", "students", "2"),
              new Group("4", "staff", "2"),
              new Group("5", "chess-club", "3"),
              new Group("6", "clubs", " "),
              new Group("7", "CV02", "6"),
              new Group("8", "students", "7"),
              new Group("9", "schools", "6")));

  @Test
  void a_school_has_a_group_for_each_kind() {
    assertThat(TREE.group("CV01", Kind.STUDENTS)).contains("3");
    assertThat(TREE.group("CV01", Kind.STAFF)).contains("4");
  }

  @Test
  void a_group_elsewhere_is_no_school() {
    assertThat(TREE.has("CV02")).isFalse();
    assertThat(TREE.group("CV02", Kind.STUDENTS)).isEmpty();
  }

  @Test
  void everything_below_schools_is_the_rosters() {
    assertThat(TREE.all()).containsExactlyInAnyOrder("2", "3", "4", "5");
  }
}
