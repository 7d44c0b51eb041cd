package org.homeroom.keycloak.claim;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.homeroom.keycloak.claim.ClaimAnswer.IssuedClaim;
import org.homeroom.keycloak.claim.ClaimAnswer.MailedClaim;
import org.homeroom.keycloak.claim.ClaimAnswer.MailedClaims;
import org.homeroom.keycloak.claim.ClaimCredentialModel.State;
import org.homeroom.keycloak.support.AdminCall;
import org.homeroom.keycloak.support.People;
import org.homeroom.keycloak.support.PeopleEvent;
import org.homeroom.keycloak.support.Recipients;
import org.homeroom.keycloak.support.Recipients.Recipient;
import org.homeroom.keycloak.support.Recipients.Refused;
import org.homeroom.keycloak.support.Refusal;
import org.homeroom.keycloak.support.RequestBody;
import org.homeroom.keycloak.support.Responsibility;
import org.homeroom.keycloak.support.StaffAct;
import org.keycloak.events.EventType;
import org.keycloak.events.admin.OperationType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** The endpoints below {@code /admin/realms/{realm}/claims}; see docs/reference/extension.md. */
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class ClaimsResource {
  private static final String EVENT_TYPE = "CLAIM";
  private static final String PEOPLE = "people";
  private static final String CLASSES = "classes";
  private static final String CLAIMS = "claims";
  private static final String EXPIRES = "expires";
  private static final String REOPEN = "reopenSecondFactor";

  /** How many mails one call may send: the mail server takes them one by one while it waits. */
  private static final int MOST_MAILS = 100;

  /** How many accounts one call may reset: their sessions end while it waits. */
  private static final int MOST_RESETS = 500;

  private final AdminCall call;
  private final KeycloakSession session;
  private final RealmModel realm;
  private final ClaimPolicy policy;

  ClaimsResource(AdminCall call) {
    this.call = call;
    this.session = call.session();
    this.realm = call.realm();
    this.policy = ClaimPolicy.of(realm);
  }

  /** Makes pending codes for people or for the students of classes. */
  @POST
  @Path("issue")
  public ClaimAnswer issue(InputStream body) throws IOException {
    Responsibility responsibility = Responsibility.toManage(call);
    RequestBody request = RequestBody.read(body, new TreeSet<>(Set.of(PEOPLE, CLASSES, EXPIRES)));
    Issuing issuing = issuing(request);
    Unclaimed unclaimed = unclaimed(request, responsibility, RequestBody.MOST);
    List<IssuedClaim> issued = issuing.to(unclaimed.people(), State.PENDING);
    record("issue", OperationType.CREATE, issued.stream().map(IssuedClaim::userId).toList());
    return new ClaimAnswer(issued, unclaimed.refused());
  }

  /** Sends codes to people who have an e-mail address; a code works when its mail is sent. */
  @POST
  @Path("send")
  public MailedClaims send(InputStream body) throws IOException {
    Responsibility responsibility = Responsibility.toManage(call);
    RequestBody request = RequestBody.read(body, new TreeSet<>(Set.of(PEOPLE, CLASSES, EXPIRES)));
    Issuing issuing = issuing(request);
    Unclaimed unclaimed = unclaimed(request, responsibility, MOST_MAILS);
    String address = ClaimAddress.of(session, realm).toString();
    MailedClaims answer =
        new Mailing(session, realm, issuing, address).to(unclaimed.people(), unclaimed.refused());
    List<String> mailed = answer.sent().stream().map(MailedClaim::userId).toList();
    record("send", OperationType.CREATE, mailed);
    tell("send", mailed);
    return answer;
  }

  /** Who gets a code, and who does not. */
  private record Unclaimed(List<Recipient> people, List<Refused> refused) {}

  private Unclaimed unclaimed(RequestBody request, Responsibility responsibility, int most) {
    String whom = request.oneOf(PEOPLE, CLASSES);
    Recipients recipients = recipients(responsibility, most);
    if (whom.equals(PEOPLE)) {
      recipients.addPeople(request.strings(whom, most));
    } else {
      recipients.addClasses(request.strings(whom, most));
    }
    Map<Boolean, List<Recipient>> byClaimed =
        recipients.admitted().stream()
            .collect(
                Collectors.partitioningBy(
                    one -> one.person().attribute(ClaimPolicy.CLAIMED).isPresent()));
    List<Refused> refused = new ArrayList<>(recipients.refused());
    byClaimed
        .get(true)
        .forEach(one -> refused.add(Refused.of(one.person(), one.schoolClass(), "claimed")));
    return new Unclaimed(byClaimed.get(false), refused);
  }

  private Recipients recipients(Responsibility responsibility, int most) {
    Predicate<String> inReach = within(responsibility);
    return new Recipients(
        session,
        realm,
        responsibility,
        ClaimPolicy.ATTRIBUTES,
        person -> policy.admits(person) && inReach.test(person.id()),
        most);
  }

  /**
   * Opens accounts to be claimed again, and answers codes that work at once. The admin event says
   * who did it, of whom, and whether the second factor went.
   */
  @POST
  @Path("reset")
  public ClaimAnswer reset(InputStream body) throws IOException {
    Responsibility responsibility = Responsibility.toManage(call);
    RequestBody request = RequestBody.read(body, new TreeSet<>(Set.of(PEOPLE, EXPIRES, REOPEN)));
    boolean reopen = request.flag(REOPEN);
    Issuing issuing = issuing(request);
    Recipients recipients = recipients(responsibility, MOST_RESETS);
    recipients.addPeople(request.strings(PEOPLE, MOST_RESETS));
    List<String> userIds =
        recipients.admitted().stream().map(recipient -> recipient.person().id()).toList();
    new Reopening(session, realm, call.clock()).of(userIds, reopen);
    List<IssuedClaim> issued = issuing.to(recipients.admitted(), State.ACTIVE);
    call.event().detail(REOPEN, String.valueOf(reopen));
    record("reset", OperationType.ACTION, userIds);
    tell("reset", userIds);
    return new ClaimAnswer(issued, recipients.refused());
  }

  private Issuing issuing(RequestBody request) {
    Instant now = call.clock().instant();
    LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    LocalDate lastDay = request.day(EXPIRES).orElseGet(() -> policy.lastDay(today));
    if (lastDay.isBefore(today)) {
      throw Refusal.invalidRequest(
          "Codes that end on %s would be of no use. Send a later '%s'."
              .formatted(lastDay, EXPIRES));
    }
    return new Issuing(session, realm, now, lastDay, call.caller().getId());
  }

  /** Makes pending codes work; what is gone, works already or is not in care, is left. */
  @POST
  @Path("activate")
  public Map<String, Integer> activate(InputStream body) throws IOException {
    Responsibility responsibility = Responsibility.toManage(call);
    RequestBody request = RequestBody.read(body, Set.of(CLAIMS));
    List<String> claimIds = request.strings(CLAIMS);
    try (ClaimStore store = new ClaimStore(session, realm)) {
      Set<String> owners = store.activate(claimIds, within(responsibility));
      record("activate", OperationType.UPDATE, owners);
      tell("activate", owners);
      return Map.of("activated", owners.size());
    }
  }

  /** Deletes codes, of people or by their ids; a claim that is made is not undone. */
  @POST
  @Path("void")
  public Map<String, Integer> voidClaims(InputStream body) throws IOException {
    Responsibility responsibility = Responsibility.toManage(call);
    RequestBody request = RequestBody.read(body, new TreeSet<>(Set.of(PEOPLE, CLAIMS)));
    boolean byPeople = request.oneOf(PEOPLE, CLAIMS).equals(PEOPLE);
    List<String> named = request.strings(byPeople ? PEOPLE : CLAIMS);
    Predicate<String> inCare = within(responsibility);
    try (ClaimStore store = new ClaimStore(session, realm)) {
      List<StoredClaim> found =
          byPeople
              ? store.ofPeople(responsibility.idsInCare(new People(session, realm), named))
              : store.byId(named);
      List<StoredClaim> voided =
          found.stream().filter(stored -> inCare.test(stored.ownerId())).toList();
      store.delete(voided);
      Set<String> owners = voided.stream().map(StoredClaim::ownerId).collect(Collectors.toSet());
      record("void", OperationType.DELETE, owners);
      if (byPeople) {
        tell("void", owners);
      }
      return Map.of("voided", voided.size());
    }
  }

  private Predicate<String> within(Responsibility responsibility) {
    Set<String> outOfReach = OutOfReach.of(responsibility, session, realm);
    return userId -> responsibility.includesPerson(userId) && !outOfReach.contains(userId);
  }

  private void record(String action, OperationType operation, Collection<String> userIds) {
    PeopleEvent.record(call.event(), EVENT_TYPE, operation, userIds, "claims", action);
  }

  /** The events of the people concerned; what was issued and not printed concerns nobody. */
  private void tell(String action, Collection<String> userIds) {
    new StaffAct(session, realm, call.caller())
        .record(EventType.UPDATE_CREDENTIAL, "claims/" + action, userIds);
  }
}
