package org.homeroom.keycloak.roster;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Why a row was left out; the answer has it in small letters. */
enum RowFault {
  INVALID_ROW,
  DUPLICATE_ROW,
  UNKNOWN_SCHOOL,
  UNKNOWN_ROLE,
  UNKNOWN_CLIENT,
  UNKNOWN_PERSON,
  UNKNOWN_CLASS,
  UNKNOWN_ACCESS_PROFILE,
  USERNAME_TAKEN,
  EMAIL_TAKEN;

  @JsonValue
  String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
