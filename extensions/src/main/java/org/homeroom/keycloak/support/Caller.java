package org.homeroom.keycloak.support;

import java.util.Objects;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserModel;
import org.keycloak.representations.AccessToken;
import org.keycloak.services.managers.AppAuthManager;
import org.keycloak.services.managers.AuthenticationManager.AuthResult;
import org.keycloak.services.resources.admin.AdminAuth;

/**
 * Who calls, in which realm's name, and with which token.
 *
 * @param home the realm that issued the token and has the person
 */
public record Caller(RealmModel home, UserModel person, AccessToken token) {
  /** Only tokens with this audience have a staff member's power: no other application gets one. */
  static final String STAFF_AUDIENCE = "homeroom";

  public Caller {
    Objects.requireNonNull(home, "home");
    Objects.requireNonNull(person, "person");
    Objects.requireNonNull(token, "token");
  }

  /** The caller of an endpoint of the admin API, whom Keycloak has authenticated. */
  public static Caller ofAdminApi(AdminAuth auth) {
    return new Caller(auth.getRealm(), auth.getUser(), auth.getToken());
  }

  /**
   * The caller of an endpoint below {@code /realms/{realm}}, by the bearer token of the request.
   *
   * @throws Refusal 401 without a token that is valid in this realm
   */
  public static Caller ofBearerToken(KeycloakSession session) {
    AuthResult signedIn = new AppAuthManager.BearerTokenAuthenticator(session).authenticate();
    if (signedIn == null) {
      throw Refusal.unauthorized();
    }
    return new Caller(session.getContext().getRealm(), signedIn.user(), signedIn.token());
  }

  /** Whether this is a person of the realm whose token is meant for staff work. */
  boolean isOnDutyIn(RealmModel realm) {
    return home.getId().equals(realm.getId()) && token.hasAudience(STAFF_AUDIENCE);
  }

  boolean has(String realmRole) {
    RoleModel role = home.getRole(realmRole);
    return role != null && person.hasRole(role);
  }
}
