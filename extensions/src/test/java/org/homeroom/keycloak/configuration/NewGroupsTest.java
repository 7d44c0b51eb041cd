package org.homeroom.keycloak.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NewGroupsTest {
  private static NewGroups read(String body) {
    return NewGroups.read(new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void groups_are_read_with_those_below_them() {
    NewGroups groups =
        read(
            """
            {"groups": [{"name": "clubs", "realmRoles": ["staff"], "subGroups": [
              {"name": "chess", "attributes": {"day": ["Monday"]}}]}]}
            """);
    GroupTree clubs = groups.groups().get(0);
    assertEquals(List.of("staff"), clubs.realmRoles());
    assertEquals(List.of("Monday"), clubs.subGroups().get(0).attributes().get("day"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{}",
        "{\"groups\": []}",
        "{\"groups\": [{}]}",
        "{\"groups\": [{\"name\": \" \"}]}",
        "{\"groups\": [{\"name\": \"a\"}, {\"name\": \"a\"}]}",
        "{\"groups\": [{\"name\": \"a\", \"subGroups\": [{\"name\": \"b\"}, {\"name\": \"b\"}]}]}",
        "{\"groups\": [{\"name\": \"a\", \"members\": []}]}"
      })
  void what_is_no_groups_is_refused(String body) {
    assertThrows(IllegalArgumentException.class, () -> read(body));
  }
}
