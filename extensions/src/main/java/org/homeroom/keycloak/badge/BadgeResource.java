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
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;
import org.homeroom.keycloak.badge.IssueAnswer.IssuedBadge;
import org.homeroom.keycloak.support.JsonLines;
import org.homeroom.keycloak.support.People;
import org.homeroom.keycloak.support.PeopleEvent;
import org.homeroom.keycloak.support.Refusal;
import org.homeroom.keycloak.support.RequestBody;
import org.homeroom.keycloak.support.Responsibility;
import org.homeroom.keycloak.support.SignOut;
import org.keycloak.events.admin.OperationType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.services.resources.admin.AdminEventBuilder;
import org.keycloak.services.resources.admin.fgap.AdminPermissionEvaluator;

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

  private final KeycloakSession session;
  private final RealmModel realm;
  private final AdminPermissionEvaluator auth;
  private final AdminEventBuilder event;
  private final Clock clock;

  BadgeResource(
      KeycloakSession session,
      RealmModel realm,
      AdminPermissionEvaluator auth,
      AdminEventBuilder event,
      Clock clock) {
    this.session = session;
    this.realm = realm;
    this.auth = auth;
    this.event = event;
    this.clock = clock;
  }

  /** Makes pending badges for people or for the students of classes. */
  @POST
  @Path("issue")
  public IssueAnswer issue(InputStream body) throws IOException {
    Responsibility responsibility = Responsibility.toManage(session, realm, auth);
    RequestBody request = RequestBody.read(body, new TreeSet<>(Set.of(PEOPLE, CLASSES, EXPIRES)));
    String whom = request.oneOf(PEOPLE, CLASSES);
    List<String> sourcedIds = request.strings(whom);
    LocalDate lastDay = request.day(EXPIRES).or(() -> BadgePolicy.lastDay(realm)).orElse(null);
    Instant now = clock.instant();
    if (lastDay != null && lastDay.isBefore(LocalDate.ofInstant(now, ZoneOffset.UTC))) {
      throw Refusal.invalidRequest(
          "Badges that end on %s would be of no use. Send a later '%s'."
              .formatted(lastDay, EXPIRES));
    }
    String issuer = auth.adminAuth().getUser().getId();
    Issuing issuing = new Issuing(session, realm, responsibility, now, lastDay, issuer);
    IssueAnswer answer =
        whom.equals(PEOPLE) ? issuing.toPeople(sourcedIds) : issuing.toClasses(sourcedIds);
    record(
        "issue", OperationType.CREATE, answer.issued().stream().map(IssuedBadge::userId).toList());
    return answer;
  }

  /**
   * Makes pending badges work; what is gone, works already or is not in the caller's care, is left.
   */
  @POST
  @Path("activate")
  public Map<String, Integer> activate(InputStream body) throws IOException {
    Responsibility responsibility = Responsibility.toManage(session, realm, auth);
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
      List<String> owners =
          store.activate(newest.values()).stream().map(StoredBadge::ownerId).toList();
      record("activate", OperationType.UPDATE, owners);
      return Map.of("activated", owners.size());
    }
  }

  /** Deletes badges, and signs their people out if asked to. */
  @POST
  @Path("void")
  public Map<String, Integer> voidBadges(InputStream body) throws IOException {
    Responsibility responsibility = Responsibility.toManage(session, realm, auth);
    RequestBody request =
        RequestBody.read(body, new TreeSet<>(Set.of(PEOPLE, CREDENTIALS, SIGN_OUT)));
    boolean byPeople = request.oneOf(PEOPLE, CREDENTIALS).equals(PEOPLE);
    boolean signOut = request.flag(SIGN_OUT);
    List<String> named = request.strings(byPeople ? PEOPLE : CREDENTIALS);
    try (BadgeStore store = new BadgeStore(session, realm)) {
      Set<String> owners = new HashSet<>();
      List<StoredBadge> badges;
      if (byPeople) {
        owners.addAll(responsibility.idsInCare(new People(session, realm), named));
        badges = store.ofPeople(owners);
      } else {
        badges =
            store.byId(named).stream()
                .filter(stored -> responsibility.includesPerson(stored.ownerId()))
                .toList();
        badges.forEach(stored -> owners.add(stored.ownerId()));
      }
      store.delete(badges);
      if (signOut) {
        owners.forEach(owner -> new SignOut(session, realm, clock).of(owner));
      }
      record("void", OperationType.DELETE, owners);
      return Map.of("voided", badges.size());
    }
  }

  /** The people in the caller's care whom a badge could be printed for, those with one included. */
  @GET
  @Path("people")
  @Produces(JsonLines.MEDIA_TYPE)
  public Response people() {
    Optional<Set<String>> care = Responsibility.toView(session, realm, auth).people();
    PeopleFilter filter = PeopleFilter.of(session.getContext().getUri().getQueryParameters());
    Instant now = clock.instant();
    return JsonLines.of(
        session,
        realm,
        (own, ownRealm, json) -> new PeopleListing(own, ownRealm, filter, now, json).write(care));
  }

  /** The badges of a person, the last issued first. */
  @GET
  public List<BadgeSummary> list(@QueryParam("person") String sourcedId) {
    Responsibility responsibility = Responsibility.toView(session, realm, auth);
    if (sourcedId == null) {
      throw Refusal.invalidRequest("Parameter 'person' is missing: the sourcedId of somebody.");
    }
    Set<String> person = responsibility.idsInCare(new People(session, realm), List.of(sourcedId));
    try (BadgeStore store = new BadgeStore(session, realm)) {
      return store.ofPeople(person).stream()
          .sorted(StoredBadge.BY_AGE.reversed())
          .map(StoredBadge::badge)
          .map(BadgeSummary::of)
          .toList();
    }
  }

  private void record(String call, OperationType operation, Collection<String> userIds) {
    PeopleEvent.record(event, EVENT_TYPE, operation, userIds, "badges", call);
  }
}
