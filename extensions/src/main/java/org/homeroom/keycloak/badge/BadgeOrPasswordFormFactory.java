package org.homeroom.keycloak.badge;

import java.util.HashSet;
import java.util.Set;
import org.keycloak.authentication.Authenticator;
import org.keycloak.authentication.authenticators.browser.UsernamePasswordFormFactory;
import org.keycloak.models.KeycloakSession;

/**
 * Offers the step {@code homeroom-badge-or-password} to authentication flows, as a kind of
 * Keycloak's own form: it counts as a password step, so failures are counted, and as one for badges
 * and passkeys.
 */
public final class BadgeOrPasswordFormFactory extends UsernamePasswordFormFactory {
  static final String ID = "homeroom-badge-or-password";

  @Override
  public String getId() {
    return ID;
  }

  @Override
  public String getDisplayType() {
    return "Badge or password";
  }

  @Override
  public String getHelpText() {
    return "Signs in with a badge held up to the camera, or with user name and password."
        + " Attributes of the realm say who may use a badge: "
        + String.join(", ", BadgePolicy.GRADES, BadgePolicy.SPECIAL_ED, BadgePolicy.STAFF)
        + ".";
  }

  @Override
  public Set<String> getOptionalReferenceCategories(KeycloakSession session) {
    Set<String> categories = new HashSet<>(super.getOptionalReferenceCategories(session));
    categories.add(BadgeCredentialModel.TYPE);
    return categories;
  }

  @Override
  public Authenticator create(KeycloakSession session) {
    return new BadgeOrPasswordForm(session);
  }
}
