package org.homeroom.keycloak.questions.recovery;

import java.util.List;
import java.util.Optional;
import org.homeroom.keycloak.support.PlainAuthenticator;
import org.homeroom.keycloak.support.RefusalTime;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.models.UserModel;
import org.keycloak.models.utils.FormMessage;
import org.keycloak.services.messages.Messages;
import org.keycloak.services.validation.Validation;
import org.keycloak.utils.StringUtil;

/**
 * The first step: who forgot a password. It says the same to everybody. Who comes by the link of an
 * e-mail is known by that.
 */
final class IdentifyPerson implements PlainAuthenticator {
  private static final int MOST_CHARACTERS = 255;

  @Override
  public void authenticate(AuthenticationFlowContext context) {
    if (RecoveryLink.isFollowedIn(context.getAuthenticationSession())) {
      goOnByLink(context);
    } else {
      ask(context, null);
    }
  }

  private static void ask(AuthenticationFlowContext context, FormMessage error) {
    RecoveryPolicy policy = RecoveryPolicy.of(context.getRealm());
    context.challenge(RecoveryPages.username(context.form(), policy, error));
  }

  private static void goOnByLink(AuthenticationFlowContext context) {
    RecoveryPolicy policy = RecoveryPolicy.of(context.getRealm());
    UserModel person = context.getUser();
    Optional<List<String>> proofs =
        RecoveryLink.follow(context.getSession(), context.getAuthenticationSession());
    if (proofs.isEmpty() || !policy.admits(context.getRealm(), person)) {
      new RecoveryEvent(context).refused(person, RecoveryRefusal.OLD_LINK);
      context.clearUser();
      ask(context, new FormMessage("recoveryOldLink"));
      return;
    }
    Proofs proved = new Proofs(context.getAuthenticationSession());
    proved.forget();
    proved.add(proofs.get());
    proved.add(List.of(Proofs.EMAIL));
    new RecoveringPerson(person.getUsername(), person.getId())
        .keepIn(context.getAuthenticationSession());
    context.success();
  }

  @Override
  public void action(AuthenticationFlowContext context) {
    RefusalTime time = new RefusalTime(RecoveryTime.LEAST);
    String username =
        context.getHttpRequest().getDecodedFormParameters().getFirst(Validation.FIELD_USERNAME);
    if (StringUtil.isBlank(username) || username.length() > MOST_CHARACTERS) {
      ask(context, new FormMessage(Validation.FIELD_USERNAME, Messages.MISSING_USERNAME));
      return;
    }
    RecoveryPolicy policy = RecoveryPolicy.of(context.getRealm());
    boolean address = policy.isAddress(username);
    RecoveringPerson person = find(context, username.strip(), address);
    // A sign-in that was broken off in this window may have got as far as a person.
    context.clearUser();
    new Proofs(context.getAuthenticationSession()).forget();
    person.keepIn(context.getAuthenticationSession());
    if (policy.questions() && !address) {
      context.success();
    } else if (RecoveryLimits.mayAskForMail(context)) {
      new LinkRequest(context, policy, person).answer();
    } else {
      new RecoveryEvent(context)
          .refused(person.user(context).orElse(null), RecoveryRefusal.TOO_MANY_FROM_ADDRESS);
      context.challenge(RecoveryPages.rest(context.form()));
    }
    time.pass();
  }

  /**
   * Somebody who is found by an address is not asked questions here: they would be those of the
   * username, and who types both would see that they belong together.
   */
  private static RecoveringPerson find(
      AuthenticationFlowContext context, String typed, boolean address) {
    return address
        ? RecoveringPerson.findByEmail(context.getSession(), context.getRealm(), typed)
        : RecoveringPerson.find(context.getSession(), context.getRealm(), typed);
  }

  @Override
  public boolean requiresUser() {
    return false;
  }
}
