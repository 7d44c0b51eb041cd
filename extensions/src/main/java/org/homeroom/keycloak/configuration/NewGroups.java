package org.homeroom.keycloak.configuration;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * Groups that are to be made in one place.
 *
 * @param parent id of the group below which they go; null for the top
 * @param groups at least one
 */
record NewGroups(String parent, List<GroupTree> groups) {
  private static final ObjectMapper JSON = new ObjectMapper();

  NewGroups {
    groups = groups == null ? List.of() : List.copyOf(groups);
  }

  /**
   * Reads groups.
   *
   * @throws IllegalArgumentException for what is no such thing
   */
  static NewGroups read(InputStream body) {
    NewGroups read;
    try {
      read = JSON.readValue(body, NewGroups.class);
    } catch (JacksonException e) {
      throw new IllegalArgumentException("The body is no groups: " + e.getOriginalMessage());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (read == null || read.groups().isEmpty()) {
      throw new IllegalArgumentException("The body has no groups.");
    }
    GroupTree.check(read.groups());
    return read;
  }
}
