package org.homeroom.keycloak.support;

import java.util.Collection;
import java.util.Map;
import org.keycloak.events.admin.OperationType;
import org.keycloak.services.resources.admin.AdminEventBuilder;

/** The one admin event of a call that concerned many people: who they are, and no secret. */
public final class PeopleEvent {
  private static final String PEOPLE = "people";

  private PeopleEvent() {}

  /**
   * @param type of the resource, such as {@code BADGE}
   * @param path of the call below the realm
   * @param userIds Keycloak's ids of the people
   */
  public static void record(
      AdminEventBuilder event,
      String type,
      OperationType operation,
      Collection<String> userIds,
      String... path) {
    event
        .resource(type)
        .operation(operation)
        .resourcePath(path)
        .detail(PEOPLE, String.valueOf(userIds.size()))
        .representation(Map.of(PEOPLE, userIds))
        .success();
  }
}
