package org.homeroom.keycloak.badge;

import jakarta.ws.rs.core.Response;
import org.keycloak.forms.login.LoginFormsProvider;
import org.keycloak.models.UserModel;
import org.keycloak.utils.StringUtil;

/** The pages of a sign-in with a badge. */
final class BadgePages {
  private static final String REFUSED = "badgeRefused";

  private BadgePages() {}

  /** Where the badge is held up. */
  static Response camera(LoginFormsProvider form) {
    return form.createForm("badge.ftl");
  }

  /** The same, after a badge that did not sign in. */
  static Response refused(LoginFormsProvider form) {
    return camera(form.setError(REFUSED));
  }

  /**
   * Where the picture is chosen or the PIN typed. It does not say whose badge it was.
   *
   * @param held with a step that is left to do
   */
  static Response secondStep(LoginFormsProvider form, HeldBadge held) {
    return form.setAttribute("pictures", Pictures.inOrderOf(held.userId()))
        .setAttribute("wrong", held.wrongAnswers() > 0)
        .createForm("badge-" + held.step().value() + ".ftl");
  }

  /** The pupil's name for a moment, before the sign-in goes on. */
  static Response greeting(LoginFormsProvider form, UserModel pupil) {
    String name =
        StringUtil.isBlank(pupil.getFirstName()) ? pupil.getUsername() : pupil.getFirstName();
    return form.setAttribute("pupil", name).createForm("badge-greeting.ftl");
  }
}
