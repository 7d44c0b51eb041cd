package org.homeroom.keycloak.passwords;

import org.keycloak.authentication.RequiredActionContext;
import org.keycloak.authentication.RequiredActionProvider;
import org.keycloak.authentication.requiredactions.UpdatePassword;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/**
 * Keycloak's page for a new password, whose place it takes: the page is told the person's rule and
 * the words that are known of the person, who has proved to be that person by then.
 */
public final class ChoosePassword extends UpdatePassword {
  /** Attributes of the page: a {@link PageRule}. */
  private static final String RULE = "passwordRule";

  /**
   * What {@code login-update-password.ftl} reads.
   *
   * @param own words, separated by spaces, and so are the others
   */
  public record PageRule(int minLength, int minStrength, String own, String school, String common) {
    static PageRule of(RealmModel realm, UserModel person) {
      PasswordRule rule = PasswordRule.of(realm, person);
      KnownWords words = KnownWords.of(realm, person);
      return new PageRule(
          rule.minLength(),
          rule.minStrength(),
          String.join(" ", words.own()),
          String.join(" ", words.school()),
          String.join(" ", words.common()));
    }
  }

  /** Keycloak takes the factory of the highest order among those of the same id. */
  @Override
  public int order() {
    return 1;
  }

  @Override
  public RequiredActionProvider create(KeycloakSession session) {
    return this;
  }

  @Override
  public void requiredActionChallenge(RequiredActionContext context) {
    tellRule(context);
    super.requiredActionChallenge(context);
  }

  @Override
  public void processAction(RequiredActionContext context) {
    tellRule(context);
    super.processAction(context);
  }

  /** The form is one and the same for the whole request. */
  private static void tellRule(RequiredActionContext context) {
    if (context.getRealm().getPasswordPolicy().getPolicies().contains(PasswordByKindFactory.ID)) {
      context.form().setAttribute(RULE, PageRule.of(context.getRealm(), context.getUser()));
    }
  }
}
