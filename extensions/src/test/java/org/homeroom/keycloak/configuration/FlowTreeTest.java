package org.homeroom.keycloak.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FlowTreeTest {
  private static FlowTree read(String body) {
    return FlowTree.read(
        "sign in", new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void a_flow_is_read_with_its_subflows() {
    FlowTree flow =
        read(
            """
            {"steps": [
              {"requirement": "ALTERNATIVE", "authenticator": "auth-cookie"},
              {"requirement": "CONDITIONAL", "flow": {"alias": "code", "steps": [
                {"requirement": "REQUIRED", "authenticator": "auth-otp-form", "config": {"a": "b"}}]}}]}
            """);
    assertEquals("sign in", flow.alias());
    assertEquals("step auth-cookie", flow.steps().get(0).label());
    assertEquals("flow code", flow.steps().get(1).label());
    assertEquals("b", flow.steps().get(1).flow().steps().get(0).config().get("a"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{\"steps\": [{\"authenticator\": \"a\"}]}",
        "{\"steps\": [{\"requirement\": \"REQUIRED\"}]}",
        "{\"steps\": [{\"requirement\": \"SOMETIMES\", \"authenticator\": \"a\"}]}",
        "{\"steps\": [{\"requirement\": \"REQUIRED\", \"flow\": {\"steps\": []}}]}",
        "{\"steps\": [{\"requirement\": \"REQUIRED\", \"flow\": {\"alias\": \"sign in\"}}]}",
        "{\"stepps\": []}"
      })
  void what_is_no_flow_is_refused(String body) {
    assertThrows(IllegalArgumentException.class, () -> read(body));
  }
}
