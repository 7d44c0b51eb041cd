package org.homeroom.keycloak.badge;

import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.Optional;
import org.keycloak.authentication.AuthenticationFlowCallback;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.authentication.FlowStatus;
import org.keycloak.authentication.authenticators.browser.UsernamePasswordForm;
import org.keycloak.forms.login.LoginFormsProvider;
import org.keycloak.models.AuthenticationFlowModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.keycloak.services.managers.AuthenticationManager;
import org.keycloak.services.validation.Validation;

/**
 * The first page of a sign-in: a badge, or user name and password. On a device that last used a
 * badge the badge page comes first; each page leads to the other. All that has to do with passwords
 * is Keycloak's own.
 */
final class BadgeOrPasswordForm extends UsernamePasswordForm implements AuthenticationFlowCallback {
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
      HeldBadge.letGo(context.getAuthenticationSession());
      ChosenPage.choose(context.getAuthenticationSession(), form.getFirst(ChosenPage.FIELD));
      authenticate(context);
      return;
    }
    Optional<String> scanned = scanned(form);
    if (scanned.isPresent()) {
      boolean confirming = isUserAlreadySetBeforeUsernamePasswordAuth(context);
      badge(context).holdUp(scanned.get(), confirming ? context.getUser() : null);
    } else if (BadgeSignIn.isContinuedBy(form)) {
      badge(context).goOn(form);
    } else {
      signInWithPassword(context);
    }
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
    HeldBadge.letGo(context.getAuthenticationSession());
    super.action(context);
    if (context.getStatus() == FlowStatus.SUCCESS) {
      device.forget();
    }
  }

  private BadgeSignIn badge(AuthenticationFlowContext context) {
    return new BadgeSignIn(context, device, Clock.systemUTC());
  }

  @Override
  protected Response challenge(
      AuthenticationFlowContext context, MultivaluedMap<String, String> formData) {
    Optional<Response> next = badge(context).nextPage();
    if (next.isPresent()) {
      return next.get();
    }
    return badgesAreOffered(context.getUser()) && ChosenPage.of(context, device) == ChosenPage.BADGE
        ? BadgePages.camera(context.form())
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
        ? BadgePolicy.of(session, session.getContext().getRealm()).admitsAnybody()
        : known.credentialManager().isConfiguredFor(BadgeCredentialModel.TYPE);
  }

  @Override
  public void onParentFlowSuccess(AuthenticationFlowContext context) {}

  @Override
  public void onTopFlowSuccess(AuthenticationFlowModel topFlow) {
    StaffSecondFactor.verify(session.getContext().getAuthenticationSession());
  }
}
