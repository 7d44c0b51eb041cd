package org.homeroom.keycloak.support;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A person of the roster, as stored when read: not a live model.
 *
 * @param id Keycloak's user id
 * @param sourcedId the id in the student information system
 * @param firstName null where there is none
 * @param lastName null where there is none
 * @param attributes those that were asked for; a name without a value is absent
 */
public record Person(
    String id,
    String sourcedId,
    String username,
    String firstName,
    String lastName,
    boolean enabled,
    Map<String, List<String>> attributes) {

  public Person {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(sourcedId, "sourcedId");
    attributes = Map.copyOf(attributes);
  }

  /** The first value of an attribute that was asked for. */
  public Optional<String> attribute(String name) {
    return values(name).stream().findFirst();
  }

  /** All values of an attribute that was asked for. */
  public List<String> values(String name) {
    return attributes.getOrDefault(name, List.of());
  }
}
