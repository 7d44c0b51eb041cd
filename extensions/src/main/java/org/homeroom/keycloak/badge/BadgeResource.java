package org.homeroom.keycloak.badge;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;
import org.homeroom.keycloak.badge.IssueAnswer.IssuedBadge;
import org.homeroom.keycloak.support.AdminCall;
import org.homeroom.keycloak.support.JsonLines;
import org.homeroom.keycloak.support.People;
import org.homeroom.keycloak.support.PeopleEvent;
import org.homeroom.keycloak.support.Refusal;
import org.homeroom.keycloak.support.RequestBody;
import org.homeroom.keycloak.support.Responsibility;
import org.homeroom.keycloak.support.SignOut;
import org.homeroom.keycloak.support.credentials.CredentialChange;
import org.homeroom.keycloak.support.credentials.CredentialEvents;
import org.keycloak.events.admin.OperationType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** The endpoints below {@code /admin/realms/{realm}/badges}; see docs/reference/extension.md. */
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class BadgeResource {
  private static final String EVENT_TYPE = "BADGE";
  private static final String PEOPLE = "people";
  private static final String CLASSES = "classes";
  private static final String CREDENTIALS = "credentials";
  private static final String EXPIRES = "expires";
  private static final String SIGN_OUT = "signOut";

  private final AdminCall call;
  private final KeycloakSession session;
  private final RealmModel realm;

  BadgeResource(AdminCall call) {
    this.call = call;
    this.session = call.session();
    this.realm = call.realm();
  }

  /** Makes pending badges for people or for the students of classes. */
  @POST
  @Path("issue")
  public IssueAnswer issue(InputStream body) throws IOException {
    Responsibility responsibility = Responsibility.toManage(call);
    RequestBody request = RequestBody.read(body, new TreeSet<>(Set.of(PEOPLE, CLASSES, EXPIRES)));
    String whom = request.oneOf(PEOPLE, CLASSES);
    List<String> sourcedIds = request.strings(whom);
    LocalDate lastDay = request.day(EXPIRES).or(() -> BadgePolicy.lastDay(realm)).orElse(null);
    requireFuture(lastDay);
    Issuing issuing =
        new Issuing(session, realm, responsibility, call.clock().instant(), lastDay, caller());
    IssueAnswer answer =
        whom.equals(PEOPLE) ? issuing.toPeople(sourcedIds) : issuing.toClasses(sourcedIds);
    Map<String, String> owners =
        answer.issued().stream()
            .collect(Collectors.toMap(IssuedBadge::credentialId, IssuedBadge::userId));
    tell(CredentialChange.ISSUED, owners, Map.of());
    record("issue", OperationType.CREATE, owners.values());
    return answer;
  }

  /** Badges that end before they begin are a slip. */
  private void requireFuture(LocalDate lastDay) {
    if (lastDay != null
        && lastDay.isBefore(LocalDate.ofInstant(call.clock().instant(), ZoneOffset.UTC))) {
      throw Refusal.invalidRequest(
          "Badges that end on %s would be of no use. Send a later '%s'."
              .formatted(lastDay, EXPIRES));
    }
  }

  /**
   * Makes pending badges work; what is gone, works already or is not in the caller's care, is left.
   */
  @POST
  @Path("activate")
  public Map<String, Integer> activate(InputStream body) throws IOException {
    Responsibility responsibility = Responsibility.toManage(call);
    RequestBody request = RequestBody.read(body, Set.of(CREDENTIALS));
    List<String> credentialIds = request.strings(CREDENTIALS);
    try (BadgeStore store = new BadgeStore(session, realm)) {
      Map<String, StoredBadge> newest =
          store.byId(credentialIds).stream()
              .filter(stored -> responsibility.includesPerson(stored.ownerId()))
              .filter(stored -> !stored.badge().isActive())
              .collect(
                  Collectors.toMap(
                      StoredBadge::ownerId,
                      stored -> stored,
                      BinaryOperator.maxBy(StoredBadge.BY_AGE)));
      BadgeStore.Activation done = store.activate(newest.values());
      tell(CredentialChange.ACTIVATED, StoredBadge.owners(done.activated()), Map.of());
      tell(CredentialChange.REPLACED, StoredBadge.owners(done.replaced()), Map.of());
      List<String> owners = done.activated().stream().map(StoredBadge::ownerId).toList();
      record("activate", OperationType.UPDATE, owners);
      return Map.of("activated", owners.size());
    }
  }

  /** Gives badges that work another last day, an earlier or a later one. */
  @POST
  @Path("expire")
  public Map<String, Integer> expire(InputStream body) throws IOException {
    Responsibility responsibility = Responsibility.toManage(call);
    RequestBody request =
        RequestBody.read(body, new TreeSet<>(Set.of(PEOPLE, CREDENTIALS, EXPIRES)));
    LocalDate lastDay =
        request
            .day(EXPIRES)
            .orElseThrow(
                () -> Refusal.invalidRequest("'expires' is missing: a date such as 2027-06-30."));
    requireFuture(lastDay);
    BadgePolicy.lastDay(realm)
        .filter(lastDay::isAfter)
        .ifPresent(
            end -> {
              throw Refusal.invalidRequest(
                  "Badges of this realm end on %s. Send that day or an earlier one."
                      .formatted(end));
            });
    try (BadgeStore store = new BadgeStore(session, realm)) {
      List<StoredBadge> changed =
          store.expire(named(store, request, responsibility).badges(), lastDay);
      tell(
          CredentialChange.EXPIRY_SET,
          StoredBadge.owners(changed),
          Map.of(EXPIRES, lastDay.toString()));
      record("expire", OperationType.UPDATE, changed.stream().map(StoredBadge::ownerId).toList());
      return Map.of("expired", changed.size());
    }
  }

  /** Deletes badges, and signs their people out if asked to. */
  @POST
  @Path("void")
  public Map<String, Integer> voidBadges(InputStream body) throws IOException {
    Responsibility responsibility = Responsibility.toManage(call);
    RequestBody request =
        RequestBody.read(body, new TreeSet<>(Set.of(PEOPLE, CREDENTIALS, SIGN_OUT)));
    boolean signOut = request.flag(SIGN_OUT);
    try (BadgeStore store = new BadgeStore(session, realm)) {
      Named named = named(store, request, responsibility);
      store.delete(named.badges());
      if (signOut) {
        named.owners().forEach(owner -> new SignOut(session, realm, call.clock()).of(owner));
      }
      tell(CredentialChange.VOIDED, StoredBadge.owners(named.badges()), Map.of());
      record("void", OperationType.DELETE, named.owners());
      return Map.of("voided", named.badges().size());
    }
  }

  /**
   * @param owners user ids, also of people who have no badge
   */
  private record Named(Set<String> owners, List<StoredBadge> badges) {}

  /**
   * The badges that a call names, by their people or by themselves; of the latter those that are
   * gone or not in the caller's care are left out.
   *
   * @throws Refusal 403 if one of the people is not in the caller's care
   */
  private Named named(BadgeStore store, RequestBody request, Responsibility responsibility) {
    if (request.oneOf(PEOPLE, CREDENTIALS).equals(PEOPLE)) {
      List<String> sourcedIds = request.strings(PEOPLE);
      Set<String> owners =
          Set.copyOf(responsibility.idsInCare(new People(session, realm), sourcedIds));
      return new Named(owners, store.ofPeople(owners));
    }
    List<StoredBadge> badges =
        store.byId(request.strings(CREDENTIALS)).stream()
            .filter(stored -> responsibility.includesPerson(stored.ownerId()))
            .toList();
    return new Named(badges.stream().map(StoredBadge::ownerId).collect(Collectors.toSet()), badges);
  }

  /** The people in the caller's care whom a badge could be printed for, those with one included. */
  @GET
  @Path("people")
  @Produces(JsonLines.MEDIA_TYPE)
  public Response people() {
    Optional<Set<String>> care = Responsibility.toView(call).people();
    PeopleFilter filter = PeopleFilter.of(session.getContext().getUri().getQueryParameters());
    Instant now = call.clock().instant();
    return JsonLines.of(
        session,
        realm,
        (own, ownRealm, json) -> new PeopleListing(own, ownRealm, filter, now, json).write(care));
  }

  /** The badges of a person, the last issued first. */
  @GET
  public List<BadgeSummary> list(@QueryParam("person") String sourcedId) {
    Set<String> person = personToView(sourcedId);
    try (BadgeStore store = new BadgeStore(session, realm)) {
      return store.ofPeople(person).stream()
          .sorted(StoredBadge.BY_AGE.reversed())
          .map(StoredBadge::badge)
          .map(BadgeSummary::of)
          .toList();
    }
  }

  /** What happened to the badges of a person, the last first. */
  @GET
  @Path("history")
  public List<BadgeHistory.Entry> history(@QueryParam("person") String sourcedId) {
    return personToView(sourcedId).stream()
        .flatMap(person -> new BadgeHistory(session, realm).of(person).stream())
        .toList();
  }

  /** User id of somebody in the caller's care. */
  private Set<String> personToView(String sourcedId) {
    Responsibility responsibility = Responsibility.toView(call);
    if (sourcedId == null) {
      throw Refusal.invalidRequest("Parameter 'person' is missing: the sourcedId of somebody.");
    }
    return responsibility.idsInCare(new People(session, realm), List.of(sourcedId));
  }

  private String caller() {
    return call.caller().getId();
  }

  /** The events of the people concerned. */
  private void tell(
      CredentialChange change, Map<String, String> owners, Map<String, String> details) {
    new CredentialEvents(session, realm, BadgeCredentialModel.TYPE, Optional.of(caller()))
        .record(change, owners, details);
  }

  /** The admin event of the call. */
  private void record(String action, OperationType operation, Collection<String> userIds) {
    PeopleEvent.record(call.event(), EVENT_TYPE, operation, userIds, "badges", action);
  }
}
