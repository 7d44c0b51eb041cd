package org.homeroom.keycloak.claim;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What somebody proves to be the owner of an account with. */
enum Proof {
  /** The code of a letter. */
  CODE,
  /** An id and the date of birth. */
  FACTS,
  /** The code of a letter and the date of birth. */
  BOTH;

  /** By the value of a realm attribute; empty where it is none. */
  static Optional<Proof> of(String value) {
    return Arrays.stream(values())
        .filter(proof -> proof.name().toLowerCase(Locale.ROOT).equals(value.strip()))
        .findFirst();
  }

  boolean asksForCode() {
    return this != FACTS;
  }
}
