package org.homeroom.keycloak.support;

import java.time.Clock;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.services.resources.admin.AdminEventBuilder;
import org.keycloak.services.resources.admin.fgap.AdminPermissionEvaluator;

/**
 * A call of the admin API.
 *
 * @param realm that it is about
 * @param auth what the caller may do
 * @param event the admin event that tells of it
 */
public record AdminCall(
    KeycloakSession session,
    RealmModel realm,
    AdminPermissionEvaluator auth,
    AdminEventBuilder event,
    Clock clock) {

  /** Who calls. */
  public UserModel caller() {
    return auth.adminAuth().getUser();
  }
}
