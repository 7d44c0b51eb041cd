package org.homeroom.keycloak.badge;

import java.util.Collections;
import java.util.Optional;
import java.util.Set;

/**
 * Which students are asked for a second step. Employees never are: a one-time code follows theirs.
 *
 * @param picture grades that are asked for a picture; {@value #EVERYBODY} among them means all
 * @param pin grades that are asked for a PIN; the same
 */
record SecondSteps(Set<String> picture, Set<String> pin) {
  static final String EVERYBODY = "*";
  static final SecondSteps NONE = new SecondSteps(Set.of(), Set.of());

  SecondSteps {
    picture = Set.copyOf(picture);
    pin = Set.copyOf(pin);
  }

  /** Whether nobody is asked for both. */
  boolean isUnambiguous() {
    boolean both = !picture.isEmpty() && !pin.isEmpty();
    boolean everybody = picture.contains(EVERYBODY) || pin.contains(EVERYBODY);
    return Collections.disjoint(picture, pin) && !(both && everybody);
  }

  Optional<SecondStep> of(BadgeHolder holder) {
    if (holder.kind() != BadgeHolder.Kind.STUDENT) {
      return Optional.empty();
    }
    if (isIn(picture, holder)) {
      return Optional.of(SecondStep.PICTURE);
    }
    return isIn(pin, holder) ? Optional.of(SecondStep.PIN) : Optional.empty();
  }

  private static boolean isIn(Set<String> grades, BadgeHolder holder) {
    return grades.contains(EVERYBODY) || grades.contains(holder.grade());
  }
}
