package org.homeroom.keycloak.launcher;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriBuilder;
import java.net.URI;
import java.util.List;
import java.util.Set;
import org.keycloak.credential.CredentialModel;
import org.keycloak.events.Details;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.services.managers.AuthenticationManager;
import org.keycloak.services.managers.AuthenticationManager.AuthResult;

/** The page of the own account, at {@code /realms/{realm}/portal/account}. */
public final class AccountResource {
  private static final String DONE = "done";
  private static final Set<String> STATUSES = Set.of("success", "cancelled", "error");

  /** What stands in the place of a session's id in the form of devices. */
  private static final String OTHERS = "others";

  private static final String EVERYWHERE = "everywhere";

  private final KeycloakSession session;
  private final Entrance entrance;
  private final URI page;

  AccountResource(KeycloakSession session) {
    this.session = session;
    this.entrance = new Entrance(session);
    this.page = new PortalAddresses(session).account();
  }

  /** The account of the person who is signed in; anybody else is sent to sign in. */
  @GET
  @Produces(MediaType.TEXT_HTML)
  public Response show() {
    Arrival arrival = Arrival.of(session.getContext().getUri().getQueryParameters());
    AuthResult signedIn = entrance.signedIn();
    if (signedIn == null) {
      return entrance.signIn(page, arrival);
    }
    if (arrival.locale() != null) {
      entrance.speak(arrival.locale(), signedIn.user());
    }
    if (!arrival.isClean()) {
      return back(arrival.actionStatus());
    }
    return new PortalPage(session)
        .account(signedIn, Account.of(session, signedIn.user(), signedIn.session()));
  }

  /**
   * Voids a badge that its owner has lost.
   *
   * @param id of the credential
   */
  @POST
  @Path("badges")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  public Response voidBadge(
      @FormParam(FormToken.FIELD) String token, @FormParam("void") String id) {
    AuthResult signedIn = entrance.signedIn();
    if (signedIn == null) {
      return Entrance.redirect(page);
    }
    new FormToken(session, signedIn.session()).require(token);
    UserModel person = signedIn.user();
    if (!Account.isStaff(person)) {
      throw new ForbiddenException("A pupil's badge is voided by the teacher");
    }
    CredentialModel badge =
        id == null ? null : person.credentialManager().getStoredCredentialById(id);
    if (badge != null && badge.getType().equals(Account.BADGE)) {
      person.credentialManager().removeStoredCredentialById(id);
      event(EventType.REMOVE_CREDENTIAL, signedIn.session())
          .detail(Details.CREDENTIAL_TYPE, Account.BADGE)
          .detail(Details.CREDENTIAL_ID, id)
          .detail(Details.REASON, "reported_lost")
          .success();
    }
    return back("success");
  }

  /**
   * Signs the person out elsewhere.
   *
   * @param where id of one of the person's own sessions, {@value #OTHERS} or {@value #EVERYWHERE}
   */
  @POST
  @Path("devices")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  public Response signOut(
      @FormParam(FormToken.FIELD) String token, @FormParam("signOut") String where) {
    AuthResult signedIn = entrance.signedIn();
    if (signedIn == null) {
      return Entrance.redirect(page);
    }
    String current = signedIn.session().getId();
    new FormToken(session, signedIn.session()).require(token);
    RealmModel realm = session.getContext().getRealm();
    List<UserSessionModel> meant =
        session
            .sessions()
            .getUserSessionsStream(realm, signedIn.user())
            .filter(one -> isMeant(one.getId(), where, current))
            .toList();
    if (EVERYWHERE.equals(where) || OTHERS.equals(where)) {
      trustNoDevice(signedIn.user());
    }
    for (UserSessionModel one : meant) {
      EventBuilder event = event(EventType.LOGOUT, one);
      AuthenticationManager.backchannelLogout(session, one, true);
      event.success();
    }
    if (meant.stream().noneMatch(one -> one.getId().equals(current))) {
      return back("success");
    }
    AuthenticationManager.expireIdentityCookie(session);
    return Entrance.redirect(new PortalAddresses(session).portal());
  }

  /**
   * Whoever signs out elsewhere may have lost a device: its cookie spares the one-time code no
   * more.
   */
  private static void trustNoDevice(UserModel person) {
    person
        .credentialManager()
        .getStoredCredentialsByTypeStream(Account.TRUSTED_DEVICE)
        .map(CredentialModel::getId)
        .toList()
        .forEach(person.credentialManager()::removeStoredCredentialById);
  }

  private static boolean isMeant(String id, String where, String current) {
    return EVERYWHERE.equals(where)
        || id.equals(where)
        || OTHERS.equals(where) && !id.equals(current);
  }

  private EventBuilder event(EventType type, UserSessionModel of) {
    return new EventBuilder(
            session.getContext().getRealm(), session, session.getContext().getConnection())
        .event(type)
        .client(session.getContext().getClient())
        .user(of.getUser())
        .session(of.getId());
  }

  /** The clean page, which says how something ended. */
  private Response back(String status) {
    return Entrance.redirect(
        status != null && STATUSES.contains(status)
            ? UriBuilder.fromUri(page).queryParam(DONE, status).build()
            : page);
  }
}
