package org.homeroom.keycloak.roster;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.homeroom.keycloak.roster.RosterRow.AccessProfilePut;
import org.homeroom.keycloak.roster.RosterRow.ClassPut;
import org.homeroom.keycloak.roster.RosterRow.ClassRemove;
import org.homeroom.keycloak.roster.RosterRow.EnrollmentPut;
import org.homeroom.keycloak.roster.RosterRow.EnrollmentRemove;
import org.homeroom.keycloak.roster.RosterRow.Kind;
import org.homeroom.keycloak.roster.RosterRow.PersonDisable;
import org.homeroom.keycloak.roster.RosterRow.PersonPut;
import org.homeroom.keycloak.roster.RosterRow.SchoolPut;

/** Makes a {@link RosterRow} of a JSON object, as contracts/roster-batch.schema.json has it. */
final class RowReader {
  /** A school's code is a part of a group's path. */
  private static final Pattern CODE = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  private static final Pattern USERNAME = Pattern.compile("[^\\s<>&\"]+");
  private static final Pattern EMAIL = Pattern.compile("[^\\s@<>]+@[^\\s@<>]+");
  private static final int LONGEST_ROLE = 64;

  /** Keycloak keeps these elsewhere, or the writer keeps them itself. */
  private static final Set<String> RESERVED =
      Set.of(
          "id",
          "username",
          "email",
          "firstName",
          "lastName",
          "enabled",
          RosterAttributes.SOURCED_ID,
          RosterAttributes.HASH,
          RosterAttributes.DISABLED_AT,
          RosterAttributes.WRITTEN);

  private RowReader() {}

  static RosterRow read(JsonNode json) throws RowRejected {
    RowFields fields = new RowFields(json);
    String type = fields.text("type");
    String op = fields.text("op");
    RosterRow row =
        switch (type + " " + op) {
          case "school put" -> school(fields);
          case "access-profile put" -> accessProfile(fields);
          case "person put" -> person(fields);
          case "person disable" -> new PersonDisable(fields.text("sourcedId"));
          case "class put" -> schoolClass(fields);
          case "class remove" -> new ClassRemove(fields.text("sourcedId"));
          case "enrollment put" -> enrollment(fields);
          case "enrollment remove" -> new EnrollmentRemove(fields.text("sourcedId"));
          default ->
              throw RowFields.invalid(
                  "There is no op '" + op + "' for rows of type '" + type + "'.");
        };
    fields.nothingElse();
    return row;
  }

  private static SchoolPut school(RowFields fields) throws RowRejected {
    return new SchoolPut(
        fields.text("sourcedId"),
        fields.text("rosterHash"),
        matching(
            CODE, "code", fields.text("code"), "letters, digits, '.', '_' and '-', at most 64"),
        fields.text("name"));
  }

  private static AccessProfilePut accessProfile(RowFields fields) throws RowRejected {
    String name = fields.text("name");
    if (!RosterRoles.isAccessProfile(name)) {
      throw RowFields.invalid("Field 'name' must begin with '" + RosterRoles.ACCESS_PREFIX + "'.");
    }
    return new AccessProfilePut(name, fields.texts("launch"));
  }

  private static PersonPut person(RowFields fields) throws RowRejected {
    return new PersonPut(
        fields.text("sourcedId"),
        fields.text("rosterHash"),
        matching(USERNAME, "username", lower(fields.text("username")), "no spaces, <, >, & or \""),
        email(fields),
        fields.textOrEmpty("firstName"),
        fields.textOrEmpty("lastName"),
        fields.flag("enabled"),
        attributes(fields),
        fields.texts("schools"),
        kind(fields),
        fields.texts("roles"),
        fields.optionalText("accessProfile"));
  }

  private static ClassPut schoolClass(RowFields fields) throws RowRejected {
    return new ClassPut(
        fields.text("sourcedId"),
        fields.text("rosterHash"),
        fields.text("title"),
        fields.text("school"),
        fields.optionalText("term"),
        fields.optionalFlag("homeroom").orElse(false));
  }

  private static EnrollmentPut enrollment(RowFields fields) throws RowRejected {
    String role = fields.text("role");
    if (role.length() > LONGEST_ROLE) {
      throw RowFields.invalid("Field 'role' is longer than " + LONGEST_ROLE + " characters.");
    }
    return new EnrollmentPut(
        fields.text("sourcedId"),
        fields.text("rosterHash"),
        fields.text("class"),
        fields.text("person"),
        role,
        fields.optionalFlag("primary").orElse(false));
  }

  private static Optional<String> email(RowFields fields) throws RowRejected {
    Optional<String> email = fields.optionalText("email").map(RowReader::lower);
    if (email.isPresent()) {
      matching(EMAIL, "email", email.get(), "an address such as name@example.org");
    }
    return email;
  }

  private static Map<String, List<String>> attributes(RowFields fields) throws RowRejected {
    Map<String, List<String>> attributes = fields.lists("attributes");
    for (String name : attributes.keySet()) {
      if (RESERVED.contains(name) || name.indexOf(RosterAttributes.SEPARATOR) >= 0) {
        throw RowFields.invalid("Field 'attributes' must not have an attribute '" + name + "'.");
      }
    }
    return attributes;
  }

  private static Kind kind(RowFields fields) throws RowRejected {
    return Kind.named(fields.text("kind"))
        .orElseThrow(() -> RowFields.invalid("Field 'kind' must be 'students' or 'staff'."));
  }

  private static String matching(Pattern pattern, String field, String text, String allowed)
      throws RowRejected {
    if (!pattern.matcher(text).matches()) {
      throw RowFields.invalid("Field '" + field + "' is not well-formed: " + allowed + ".");
    }
    return text;
  }

  /** Keycloak looks for user names and e-mail addresses in lower case. */
  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
