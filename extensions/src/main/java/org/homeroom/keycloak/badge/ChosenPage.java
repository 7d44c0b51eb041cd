package org.homeroom.keycloak.badge;

import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.sessions.AuthenticationSessionModel;

/** Which of the two pages comes up: what was chosen in this sign-in, else what the device did. */
enum ChosenPage {
  BADGE,
  PASSWORD;

  /** Name of the button on both pages. */
  static final String FIELD = "signInWith";

  private static final String NOTE = "homeroom.sign-in-with";
  private static final String BADGE_VALUE = "badge";

  /**
   * @param value of the button: {@code badge} or {@code password}
   */
  static void choose(AuthenticationSessionModel signIn, String value) {
    ChosenPage page = BADGE_VALUE.equals(value) ? BADGE : PASSWORD;
    signIn.setAuthNote(NOTE, page.name());
  }

  static ChosenPage of(AuthenticationFlowContext context, BadgeDevice device) {
    String chosen = context.getAuthenticationSession().getAuthNote(NOTE);
    if (chosen != null) {
      return valueOf(chosen);
    }
    return device.lastUsedBadge() ? BADGE : PASSWORD;
  }
}
