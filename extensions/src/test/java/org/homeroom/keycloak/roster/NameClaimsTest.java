package org.homeroom.keycloak.roster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.homeroom.keycloak.roster.NameClaims.Claim;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NameClaimsTest {

  @Test
  void a_name_of_somebody_outside_the_batch_is_taken() {
    assertThat(refused(Map.of("ana", "other"), claim(0, "me", "ana")))
        .containsExactly(Map.entry(0, RowFault.USERNAME_TAKEN));
  }

  @Test
  void the_own_name_can_be_kept() {
    assertThat(refused(Map.of("ana", "me"), claim(0, "me", "ana"))).isEmpty();
  }

  @Test
  void whoever_has_a_name_comes_before_whoever_wants_it() {
    assertThat(refused(Map.of("ana", "holder"), claim(0, "new", "ana"), claim(1, "holder", "ana")))
        .containsOnlyKeys(0);
  }

  @Test
  void of_two_newcomers_the_first_row_gets_the_name() {
    assertThat(refused(Map.of(), claim(0, "a", "ana"), claim(1, "b", "ana"))).containsOnlyKeys(1);
  }

  @Test
  void names_can_be_handed_on_in_any_order_and_in_circles() {
    assertThat(
            refused(
                Map.of("x", "a", "y", "b", "z", "c"),
                claim(0, "a", "y"),
                claim(1, "b", "z"),
                claim(2, "c", "x")))
        .isEmpty();
  }

  @Test
  void a_name_that_is_not_given_up_after_all_stays_taken() {
    Map<String, String> holders = Map.of("x", "a", "y", "b", "z", "outside");

    assertThat(refused(holders, claim(0, "a", "y"), claim(1, "b", "z"), claim(2, "new", "x")))
        .containsOnlyKeys(0, 1, 2);
  }

  @Test
  void an_address_that_is_taken_leaves_the_old_user_name_too() {
    NameClaims claims = new NameClaims(Map.of("old", "a"), Map.of("x@x", "outside"));

    Map<Integer, RowFault> refused =
        claims.refuse(
            List.of(new Claim(0, "a", "fresh", "x@x"), new Claim(1, "b", "old", null)), true);

    assertThat(refused).isEqualTo(Map.of(0, RowFault.EMAIL_TAKEN, 1, RowFault.USERNAME_TAKEN));
  }

  @Test
  void addresses_may_be_shared_where_the_realm_allows_it() {
    NameClaims claims = new NameClaims(Map.of(), Map.of("x@x", "outside"));
    List<Claim> wanted = List.of(new Claim(0, "a", "a", "x@x"), new Claim(1, "b", "b", "x@x"));

    assertThat(claims.refuse(wanted, false)).isEmpty();
    assertThat(claims.refuse(wanted, true)).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void afterwards_no_two_people_have_the_same_name(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < 500; round++) {
      assertUnique(random);
    }
  }

  /** Few names for many people, some of whom are not in the batch. */
  private static void assertUnique(Random random) {
    List<String> names = new ArrayList<>(List.of("a", "b", "c", "d", "e", "f"));
    Collections.shuffle(names, random);
    Map<String, String> holders = new HashMap<>();
    for (int person = 0; person < 4; person++) {
      holders.put(names.get(person), "p" + person);
    }
    List<Claim> claims = new ArrayList<>();
    for (int person = 0; person < 6; person++) {
      if (random.nextInt(4) > 0) {
        claims.add(claim(person, "p" + person, names.get(random.nextInt(6))));
      }
    }
    Map<Integer, RowFault> refused = new NameClaims(holders, Map.of()).refuse(claims, true);
    Map<String, String> after = new HashMap<>();
    holders.forEach((name, person) -> after.put(person, name));
    claims.stream()
        .filter(claim -> !refused.containsKey(claim.row()))
        .forEach(claim -> after.put(claim.person(), claim.username()));
    assertThat(new HashSet<>(after.values())).hasSameSizeAs(after.values());
  }

  private static Map<Integer, RowFault> refused(Map<String, String> holders, Claim... claims) {
    return new NameClaims(holders, Map.of()).refuse(List.of(claims), true);
  }

  private static Claim claim(int row, String person, String username) {
    return new Claim(row, person, username, null);
  }
}
