package org.homeroom.keycloak.claim;

import jakarta.ws.rs.core.MultivaluedMap;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.keycloak.models.RealmModel;

/**
 * What somebody typed on the first page. It has no secret in its text form.
 *
 * @param code empty where none was typed, or it is none
 * @param id empty where none was typed
 * @param birthDate empty where none was typed, or it is none
 */
record ClaimAttempt(Optional<ClaimCode> code, Optional<String> id, Optional<LocalDate> birthDate) {
  static final String CODE = "code";
  static final String IDENTIFIER = "identifier";
  static final String BIRTH_DATE = "birthDate";

  /** The fields of the form. */
  static final List<String> FIELDS = List.of(CODE, IDENTIFIER, BIRTH_DATE);

  private static final int LONGEST = 255;

  static ClaimAttempt of(MultivaluedMap<String, String> form, TypedDate dates) {
    return new ClaimAttempt(
        text(form, CODE).flatMap(ClaimCode::parse),
        text(form, IDENTIFIER).map(id -> id.toLowerCase(Locale.ROOT)),
        text(form, BIRTH_DATE).flatMap(dates::read));
  }

  /**
   * Whether it could be anybody's proof: what is not cannot be a guess, and does not count as one.
   */
  boolean isComplete() {
    return code.isPresent() || id.isPresent() && birthDate.isPresent();
  }

  /** What it is known by, so that an id or a code that is nobody's counts like somebody's. */
  String whose(RealmModel realm) {
    return code.map(typed -> ClaimDigest.of(realm, typed).credentialId()).or(() -> id).orElse("");
  }

  private static Optional<String> text(MultivaluedMap<String, String> form, String field) {
    return Optional.ofNullable(form.getFirst(field))
        .map(String::strip)
        .filter(text -> !text.isEmpty() && text.length() <= LONGEST);
  }

  @Override
  public String toString() {
    return "ClaimAttempt[]";
  }
}
