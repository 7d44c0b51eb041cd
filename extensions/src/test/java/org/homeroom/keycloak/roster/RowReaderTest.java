package org.homeroom.keycloak.roster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.homeroom.keycloak.roster.RosterRow.AccessProfilePut;
import org.homeroom.keycloak.roster.RosterRow.EnrollmentPut;
import org.homeroom.keycloak.roster.RosterRow.Kind;
import org.homeroom.keycloak.roster.RosterRow.PersonPut;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RowReaderTest {

  @Test
  void a_persons_names_of_sign_in_are_in_lower_case() throws RowRejected {
    ObjectNode json = Rows.person("p1");
    json.put("username", "Ana.Núñez").put("email", "Ana@Cedar.Example");

    assertThat(RowReader.read(json))
        .isEqualTo(
            new PersonPut(
                "p1",
                "1",
                "ana.núñez",
                Optional.of("ana@cedar.example"),
                "Ana",
                "O'Brien",
                true,
                Map.of("grade", List.of("03")),
                List.of("CV01"),
                Kind.STUDENTS,
                List.of("student"),
                Optional.empty()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sourcedId",
        "rosterHash",
        "username",
        "firstName",
        "lastName",
        "enabled",
        "attributes",
        "schools",
        "kind",
        "roles"
      })
  void a_field_that_is_missing_is_named(String field) {
    ObjectNode json = Rows.person("p1");
    json.remove(field);

    assertThat(faultOf(json)).isEqualTo(RowFault.INVALID_ROW);
    assertThat(rejection(json)).hasMessageContaining("'" + field + "'");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "username   | \"two words\"",
        "username   | \"\"",
        "username   | \"a<b\"",
        "email      | \"nobody\"",
        "email      | \"a@b@c\"",
        "enabled    | \"true\"",
        "kind       | \"parents\"",
        "schools    | \"CV01\"",
        "roles      | [1]",
        "attributes | []",
        "attributes | {\"grade\": \"03\"}",
        "attributes | {\"sourcedId\": [\"p2\"]}",
        "attributes | {\"rosterHash\": []}",
        "attributes | {\"username\": [\"root\"]}",
        "attributes | {\"a,b\": [\"1\"]}",
        "firstName  | \"\\u0000\"",
        "firstName  | \"\\ud800\"",
        "surprise   | 1",
      })
  void a_field_that_is_wrong_is_refused(String field, String value) {
    ObjectNode json = Rows.person("p1");
    json.set(field, Rows.json(value));

    assertThat(faultOf(json)).isEqualTo(RowFault.INVALID_ROW);
    assertThat(rejection(json)).hasMessageContaining(field);
  }

  @Test
  void a_text_that_does_not_fit_into_its_column_is_refused() throws RowRejected {
    ObjectNode json = Rows.person("p1");

    json.put("lastName", "é".repeat(255));
    assertThat(RowReader.read(json)).isInstanceOf(PersonPut.class);

    json.put("lastName", "é".repeat(256));
    assertThat(rejection(json)).hasMessageContaining("255");
  }

  @Test
  void somebody_may_have_only_one_name() throws RowRejected {
    ObjectNode json = Rows.person("p1").put("lastName", "");

    assertThat(((PersonPut) RowReader.read(json)).lastName()).isEmpty();
  }

  @Test
  void an_email_of_null_is_no_email() throws RowRejected {
    ObjectNode json = Rows.person("p1").putNull("email");

    assertThat(((PersonPut) RowReader.read(json)).email()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"../CV01", "CV/01", "", "CV 01"})
  void a_schools_code_is_a_part_of_a_path(String code) {
    ObjectNode json =
        Rows.object("{'type': 'school', 'op': 'put', 'sourcedId': 's', 'rosterHash': '1'}");
    json.put("code", code).put("name", "Cedar Elementary");

    assertThat(rejection(json)).hasMessageContaining("'code'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"admin", "access:", "default-roles-district"})
  void a_profile_cannot_be_just_any_role(String name) {
    ObjectNode json = Rows.object("{'type': 'access-profile', 'op': 'put', 'launch': []}");

    assertThat(rejection(json.put("name", name))).hasMessageContaining("access:");
  }

  @Test
  void a_profile_names_each_application_once() throws RowRejected {
    ObjectNode json =
        Rows.object(
            "{'type': 'access-profile', 'op': 'put', 'name': 'access:a', 'launch': ['x', 'x']}");

    assertThat(RowReader.read(json)).isEqualTo(new AccessProfilePut("access:a", List.of("x")));
  }

  @Test
  void an_enrollment_is_not_primary_unless_it_says_so() throws RowRejected {
    ObjectNode json =
        Rows.object(
            "{'type': 'enrollment', 'op': 'put', 'sourcedId': 'e', 'rosterHash': '1',"
                + " 'class': 'c', 'person': 'p', 'role': 'student'}");

    assertThat(RowReader.read(json))
        .isEqualTo(new EnrollmentPut("e", "1", "c", "p", "student", false));
  }

  @ParameterizedTest
  @CsvSource({"person,remove", "school,remove", "class,disable", "parent,put"})
  void an_op_that_a_type_does_not_have_is_refused(String type, String op) {
    ObjectNode json = Rows.object("{'sourcedId': 'x'}").put("type", type).put("op", op);

    assertThat(rejection(json)).hasMessageContaining(type).hasMessageContaining(op);
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "[]", "1", "\"person\""})
  void a_row_is_an_object(String json) {
    assertThat(catchThrowableOfType(RowRejected.class, () -> RowReader.read(Rows.json(json))))
        .isNotNull();
  }

  private static RowFault faultOf(ObjectNode json) {
    return rejection(json).fault();
  }

  private static RowRejected rejection(ObjectNode json) {
    return catchThrowableOfType(RowRejected.class, () -> RowReader.read(json));
  }
}
