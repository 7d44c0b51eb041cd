package org.homeroom.keycloak.badge;

import org.keycloak.events.Event;
import org.keycloak.events.EventListenerProvider;
import org.keycloak.events.admin.AdminEvent;
import org.keycloak.events.admin.OperationType;
import org.keycloak.events.admin.ResourceType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/**
 * Forgets wrong pictures and PINs of a person whom somebody unlocks in Keycloak, so that there is
 * one way to unlock people and not two. Unlocking everybody at once does not: nobody knows who all
 * the badges are that are locked.
 */
record Unlocking(KeycloakSession session) implements EventListenerProvider {
  private static final String PATH = "attack-detection/brute-force/users/";

  @Override
  public void onEvent(AdminEvent event, boolean includeRepresentation) {
    String path = event.getResourcePath();
    if (event.getResourceType() == ResourceType.USER_LOGIN_FAILURE
        && event.getOperationType() == OperationType.DELETE
        && path != null
        && path.startsWith(PATH)) {
      RealmModel realm = session.realms().getRealm(event.getRealmId());
      UserModel person = session.users().getUserById(realm, path.substring(PATH.length()));
      if (person != null) {
        forgetAnswers(realm, person);
      }
    }
  }

  private void forgetAnswers(RealmModel realm, UserModel person) {
    BadgeCredentialProvider.badgesOf(person)
        .forEach(
            badge ->
                badge
                    .secondStep()
                    .ifPresent(step -> BadgeLimits.answers(session, realm, badge, step).clear()));
  }

  @Override
  public void onEvent(Event event) {}

  @Override
  public void close() {}
}
