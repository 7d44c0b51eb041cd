package org.homeroom.keycloak.badge;

import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.Set;
import org.keycloak.authentication.AuthenticationFlowCallback;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.authentication.FlowStatus;
import org.keycloak.authentication.authenticators.browser.UsernamePasswordForm;
import org.keycloak.authentication.authenticators.util.AuthenticatorUtils;
import org.keycloak.events.Details;
import org.keycloak.forms.login.LoginFormsProvider;
import org.keycloak.models.AuthenticationFlowModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.keycloak.models.credential.PasswordCredentialModel;
import org.keycloak.services.managers.AuthenticationManager;
import org.keycloak.services.validation.Validation;

/**
 * The first page of a sign-in: a badge, or user name and password. On a device that last used a
 * badge the badge page comes first; each page leads to the other. All that has to do with passwords
 * is Keycloak's own.
 */
final class BadgeOrPasswordForm extends UsernamePasswordForm implements AuthenticationFlowCallback {
  static final String EVENT_REASON = "badge_refused_reason";

  private static final String PAGE = "badge.ftl";
  private static final String REFUSED = "badgeRefused";

  private final KeycloakSession session;
  private final BadgeDevice device;

  BadgeOrPasswordForm(KeycloakSession session) {
    super(session);
    this.session = session;
    this.device = new BadgeDevice(session);
  }

  @Override
  public void action(AuthenticationFlowContext context) {
    MultivaluedMap<String, String> form = context.getHttpRequest().getDecodedFormParameters();
    if (form.containsKey(ChosenPage.FIELD)) {
      ChosenPage.choose(context.getAuthenticationSession(), form.getFirst(ChosenPage.FIELD));
      authenticate(context);
      return;
    }
    scanned(form)
        .ifPresentOrElse(text -> signInWithBadge(context, text), () -> signInWithPassword(context));
  }

  /**
   * What a scanner read. Hand scanners type into the field that has the focus: on the password page
   * that is the user name, which would be logged.
   */
  private static Optional<String> scanned(MultivaluedMap<String, String> form) {
    return Optional.ofNullable(form.getFirst(BadgeCredentialModel.TYPE))
        .or(
            () ->
                Optional.ofNullable(form.getFirst(AuthenticationManager.FORM_USERNAME))
                    .filter(username -> BadgeCode.parse(username).isPresent()));
  }

  private void signInWithPassword(AuthenticationFlowContext context) {
    super.action(context);
    if (context.getStatus() == FlowStatus.SUCCESS) {
      device.forget();
    }
  }

  private void signInWithBadge(AuthenticationFlowContext context, String text) {
    RefusalTime time = new RefusalTime();
    boolean confirming = isUserAlreadySetBeforeUsernamePasswordAuth(context);
    BadgeCheck.Result result =
        new BadgeCheck(context).of(text, confirming ? context.getUser() : null);
    if (result.isAccepted()) {
      accept(context, result.person());
    } else {
      refuse(context, result);
      time.pass();
    }
  }

  private void accept(AuthenticationFlowContext context, UserModel person) {
    // What somebody typed on the password page before is not the name of this person.
    context.getAuthenticationSession().removeAuthNote(ATTEMPTED_USERNAME);
    AuthenticatorUtils.processRememberMe(
        context, context.getHttpRequest().getDecodedFormParameters());
    context.setUser(person);
    context.getEvent().detail(Details.AUTH_METHOD, BadgeCredentialModel.TYPE);
    StaffSecondFactor.requireAfterBadge(context);
    device.remember();
    context.success(BadgeCredentialModel.TYPE);
  }

  /**
   * The failure is counted here and not by the flow: for that the flow would have to know the
   * person, and the next page would then show whose badge it was.
   */
  private void refuse(AuthenticationFlowContext context, BadgeCheck.Result result) {
    BadgeRefusal refusal = result.refusal();
    context
        .getEvent()
        .user(result.person())
        .detail(Details.AUTH_METHOD, BadgeCredentialModel.TYPE)
        .detail(EVENT_REASON, refusal.reason())
        .error(refusal.error());
    if (refusal == BadgeRefusal.WRONG_SECRET && context.getRealm().isBruteForceProtected()) {
      context
          .getProtector()
          .failedLogin(
              context.getRealm(),
              result.person(),
              context.getConnection(),
              context.getUriInfo(),
              // Kinds of credentials that the protector does not know are not counted.
              Set.of(PasswordCredentialModel.TYPE));
    }
    AuthenticatorUtils.setupReauthenticationInUsernamePasswordFormError(context);
    context.forceChallenge(badgePage(context.form().setError(REFUSED)));
  }

  @Override
  protected Response challenge(
      AuthenticationFlowContext context, MultivaluedMap<String, String> formData) {
    return badgesAreOffered(context.getUser()) && ChosenPage.of(context, device) == ChosenPage.BADGE
        ? badgePage(context.form())
        : passwordPage(context, formData);
  }

  /**
   * Keycloak shows some refusals, that of an account that is disabled among them, at the top of the
   * page and the others at a field. All of them at the same place: none tells whether there is such
   * an account.
   */
  @Override
  protected Response challenge(AuthenticationFlowContext context, String error, String field) {
    return super.challenge(context, error, error == null ? field : Validation.FIELD_PASSWORD);
  }

  private Response passwordPage(
      AuthenticationFlowContext context, MultivaluedMap<String, String> formData) {
    offerBadge(context.form(), context.getUser());
    return super.challenge(context, formData);
  }

  @Override
  protected Response createLoginForm(LoginFormsProvider form) {
    UserModel user = session.getContext().getAuthenticationSession().getAuthenticatedUser();
    return super.createLoginForm(offerBadge(form, user));
  }

  private LoginFormsProvider offerBadge(LoginFormsProvider form, UserModel user) {
    return form.setAttribute("badgeOffered", badgesAreOffered(user));
  }

  /**
   * @param known the person who confirms a sign-in; null in an ordinary one
   */
  private boolean badgesAreOffered(UserModel known) {
    return known == null
        ? BadgePolicy.of(session.getContext().getRealm()).admitsAnybody()
        : known.credentialManager().isConfiguredFor(BadgeCredentialModel.TYPE);
  }

  private static Response badgePage(LoginFormsProvider form) {
    return form.createForm(PAGE);
  }

  @Override
  public void onParentFlowSuccess(AuthenticationFlowContext context) {}

  @Override
  public void onTopFlowSuccess(AuthenticationFlowModel topFlow) {
    StaffSecondFactor.verify(session.getContext().getAuthenticationSession());
  }
}
