package org.homeroom.keycloak.claim;

import java.util.Locale;
import java.util.Optional;
import org.keycloak.authentication.RequiredActionContext;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/**
 * The district's rules for its computers: who claims an account agrees to them, and agrees again at
 * the next sign-in when they have changed. Pupils who do not claim are not asked: their parents
 * agree on paper.
 */
public final class AcceptableUse extends RequiredStep {
  static final String ID = "homeroom-acceptable-use";
  static final String VERSION = "homeroom.acceptable-use.version";
  static final String TEXT = "homeroom.acceptable-use.text.";

  /** Version that a person agreed to. */
  static final String AGREED = "acceptableUse";

  private static final String AGREE = "agree";

  @Override
  public String getId() {
    return ID;
  }

  @Override
  public String getDisplayText() {
    return "Agree to the acceptable use policy";
  }

  @Override
  public void evaluateTriggers(RequiredActionContext context) {
    if (isDue(context.getRealm(), context.getUser())) {
      context.getAuthenticationSession().addRequiredAction(ID);
    } else {
      context.getAuthenticationSession().removeRequiredAction(ID);
    }
  }

  private static boolean isDue(RealmModel realm, UserModel person) {
    return version(realm).filter(current -> !current.equals(agreed(person))).isPresent()
        && ClaimPolicy.of(realm).proofOf(person).isPresent();
  }

  private static String agreed(UserModel person) {
    return person.getFirstAttribute(AGREED);
  }

  private static Optional<String> version(RealmModel realm) {
    return Optional.ofNullable(realm.getAttribute(VERSION)).filter(text -> !text.isBlank());
  }

  @Override
  public void requiredActionChallenge(RequiredActionContext context) {
    Locale language = context.getSession().getContext().resolveLocale(context.getUser());
    context.challenge(
        context
            .form()
            .setAttribute("acceptableUseVersion", version(context.getRealm()).orElse(""))
            .setAttribute("acceptableUse", text(context.getRealm(), language))
            .setAttribute("acceptableUseChanged", agreed(context.getUser()) != null)
            .createForm("acceptable-use.ftl"));
  }

  /** In the language of the page, or else in the realm's first one. */
  private static String text(RealmModel realm, Locale language) {
    return Optional.ofNullable(realm.getAttribute(TEXT + language.getLanguage()))
        .or(() -> Optional.ofNullable(realm.getAttribute(TEXT + realm.getDefaultLocale())))
        .orElse("");
  }

  @Override
  public void processAction(RequiredActionContext context) {
    String answer = context.getHttpRequest().getDecodedFormParameters().getFirst(AGREE);
    String version = version(context.getRealm()).orElse("");
    if (!version.equals(answer)) {
      requiredActionChallenge(context);
      return;
    }
    context.getUser().setSingleAttribute(AGREED, version);
    context.getEvent().detail("acceptable_use_version", version);
    context.success();
  }
}
