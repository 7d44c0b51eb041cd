package org.homeroom.keycloak.roster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.homeroom.keycloak.roster.PersonDiff.Owned;
import org.homeroom.keycloak.roster.PersonDiff.Stored;
import org.homeroom.keycloak.roster.PersonDiff.Value;
import org.homeroom.keycloak.roster.PersonDiff.Wanted;
import org.junit.jupiter.api.Test;

class PersonDiffTest {
  private static final Value GRADE_3 = new Value("grade", "03");
  private static final Value GRADE_4 = new Value("grade", "04");
  private static final Value PHONE = new Value("phone", "555");
  private static final Owned OWNED =
      new Owned(Set.of("grade"), Set.of("g1", "g2"), Set.of("student"));

  @Test
  void what_is_as_wanted_needs_nothing() {
    Stored stored = new Stored(Map.of(GRADE_3, Set.of("1")), Set.of("g1"), Set.of("student"));
    Wanted wanted = new Wanted(Set.of(GRADE_3), Set.of("g1"), Set.of("student"));

    assertThat(PersonDiff.between(stored, wanted, OWNED))
        .isEqualTo(new PersonDiff(Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), Set.of()));
  }

  @Test
  void what_the_roster_owns_is_replaced() {
    Stored stored = new Stored(Map.of(GRADE_3, Set.of("1", "2")), Set.of("g1"), Set.of("student"));
    Wanted wanted = new Wanted(Set.of(GRADE_4), Set.of("g2"), Set.of());

    assertThat(PersonDiff.between(stored, wanted, OWNED))
        .isEqualTo(
            new PersonDiff(
                Set.of("1", "2"),
                Set.of(GRADE_4),
                Set.of("g1"),
                Set.of("g2"),
                Set.of("student"),
                Set.of()));
  }

  @Test
  void what_somebody_else_gave_stays() {
    Stored stored = new Stored(Map.of(PHONE, Set.of("9")), Set.of("club"), Set.of("delegate"));
    Wanted wanted = new Wanted(Set.of(), Set.of(), Set.of());

    PersonDiff diff = PersonDiff.between(stored, wanted, OWNED);

    assertThat(diff.removedValues()).isEmpty();
    assertThat(diff.removedGroups()).isEmpty();
    assertThat(diff.removedRoles()).isEmpty();
  }
}
