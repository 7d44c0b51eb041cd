package org.homeroom.keycloak.roster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PersonLinesTest {

  private static final Map<String, Map<String, String>> ATTRIBUTES =
      Map.of(
          "1", Map.of("sourcedId", "s1", "rosterHash", "h1", "disabledAt", "2026-06-01T00:00:00Z"),
          "2", Map.of("sourcedId", "s2"),
          "3", Map.of("rosterHash", "h3"));

  @Test
  void a_record_has_what_there_is_and_nothing_empty() throws IOException {
    assertThat(lines(account("1", "ana@x"), account("2", null)))
        .isEqualTo(
            """
            {"id":"1","sourcedId":"s1","username":"n1","email":"ana@x","enabled":true,"rosterHash":"h1","disabledAt":"2026-06-01T00:00:00Z"}
            {"id":"2","sourcedId":"s2","username":"n2","enabled":true}""");
  }

  @Test
  void whoever_has_no_sourced_id_is_not_of_the_roster() throws IOException {
    assertThat(lines(account("3", null), account("4", null))).isEmpty();
  }

  @Test
  void however_many_there_are_each_is_written_once() throws IOException {
    Object[][] accounts = Collections.nCopies(2_500, account("2", null)).toArray(Object[][]::new);

    assertThat(lines(accounts).lines()).hasSize(2_500);
  }

  private static String lines(Object[]... accounts) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      json.setPrettyPrinter(new MinimalPrettyPrinter("\n"));
      PersonLines lines = new PersonLines(PersonLinesTest::attributes, json);
      for (Object[] account : accounts) {
        lines.add(account);
      }
      lines.flush();
    }
    return text.toString();
  }

  private static List<Object[]> attributes(List<String> names, Collection<String> ids) {
    List<Object[]> rows = new ArrayList<>();
    for (String id : ids) {
      Map<String, String> values = ATTRIBUTES.getOrDefault(id, Map.of());
      names.stream()
          .filter(values::containsKey)
          .forEach(name -> rows.add(new Object[] {id, name, values.get(name)}));
    }
    return rows;
  }

  private static Object[] account(String id, String email) {
    return new Object[] {id, "n" + id, email, true};
  }
}
