package org.homeroom.keycloak.care;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.homeroom.keycloak.care.PeopleSearch.Found;
import org.homeroom.keycloak.support.AdminCall;
import org.homeroom.keycloak.support.People;
import org.homeroom.keycloak.support.PeopleEvent;
import org.homeroom.keycloak.support.Person;
import org.homeroom.keycloak.support.Refusal;
import org.homeroom.keycloak.support.RequestBody;
import org.homeroom.keycloak.support.Responsibility;
import org.homeroom.keycloak.support.SignOut;
import org.homeroom.keycloak.support.StaffAct;
import org.homeroom.keycloak.support.classes.ClassEntity;
import org.homeroom.keycloak.support.classes.Classes;
import org.keycloak.events.EventStoreProvider;
import org.keycloak.events.EventType;
import org.keycloak.events.admin.OperationType;
import org.keycloak.events.admin.ResourceType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** The endpoints below {@code /admin/realms/{realm}/care}; see docs/reference/extension.md. */
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class CareResource {
  private static final String EVENT_TYPE = "SIGN_IN_HELP";
  private static final String PEOPLE = "people";
  private static final String SEARCH = "search";
  private static final String USER = "user";
  private static final int LAST_EVENTS = 50;
  private static final int MOST_TYPED = 100;

  private final AdminCall call;
  private final KeycloakSession session;
  private final RealmModel realm;
  private final People people;

  CareResource(AdminCall call) {
    this.call = call;
    this.session = call.session();
    this.realm = call.realm();
    this.people = new People(session, realm);
  }

  /**
   * People by what was typed, or the one with that Keycloak id. What is looked for is a name
   * mostly, so it comes in the body: addresses are logged.
   */
  @POST
  @Path("find")
  public Found find(InputStream body) throws IOException {
    Responsibility responsibility = Responsibility.toView(call);
    RequestBody request = RequestBody.read(body, new TreeSet<>(Set.of(SEARCH, USER)));
    String by = request.oneOf(SEARCH, USER);
    String text = request.text(by).orElseThrow();
    if (text.length() > MOST_TYPED) {
      throw Refusal.invalidRequest("'%s' has more than %d characters.".formatted(by, MOST_TYPED));
    }
    return by.equals(SEARCH)
        ? new PeopleSearch(session, realm).find(NameQuery.of(text), responsibility.people())
        : new Found(byUserId(text, responsibility), false);
  }

  private List<PersonInCare> byUserId(String userId, Responsibility responsibility) {
    return people.byId(Set.of(userId), PersonInCare.ATTRIBUTES).values().stream()
        .filter(person -> responsibility.includesPerson(person.id()))
        .map(PersonInCare::of)
        .toList();
  }

  /** Who somebody is. */
  @GET
  @Path("person")
  public PersonInCare person(@QueryParam("id") String sourcedId) {
    Responsibility responsibility = Responsibility.toView(call);
    String userId = idInCare(responsibility, sourcedId, "id");
    return PersonInCare.of(people.byId(Set.of(userId), PersonInCare.ATTRIBUTES).get(userId));
  }

  /** How the students of a class, or one person, stand with signing in. */
  @GET
  @Path("sign-ins")
  public List<SignInState> signIns(
      @QueryParam("class") String classId, @QueryParam("person") String sourcedId) {
    Responsibility responsibility = Responsibility.toView(call);
    if ((classId == null) == (sourcedId == null)) {
      throw Refusal.invalidRequest("Give one of the parameters 'class' and 'person'.");
    }
    Collection<Person> asked =
        classId == null
            ? people.byId(responsibility.idsInCare(people, Set.of(sourcedId)), Set.of()).values()
            : studentsOf(classId, responsibility);
    return new SignInStates(session, realm, call.clock()).of(asked);
  }

  private Collection<Person> studentsOf(String classId, Responsibility responsibility) {
    Classes classes = new Classes(session, realm);
    ClassEntity schoolClass =
        Optional.ofNullable(classes.bySourcedId(Set.of(classId)).get(classId))
            .filter(responsibility::includes)
            .orElseThrow(Refusal::forbidden);
    return people.byId(classes.studentIdsIn(Set.of(schoolClass.getId())), Set.of()).values();
  }

  /** What last happened to a person's account, the newest first. */
  @GET
  @Path("events")
  public List<PersonEvent> events(@QueryParam("person") String sourcedId) {
    Responsibility responsibility = Responsibility.toView(call);
    String userId = idInCare(responsibility, sourcedId, "person");
    return session
        .getProvider(EventStoreProvider.class)
        .createQuery()
        .realm(realm.getId())
        .user(userId)
        .orderByDescTime()
        .maxResults(LAST_EVENTS)
        .getResultStream()
        .map(PersonEvent::of)
        .toList();
  }

  private String idInCare(Responsibility responsibility, String sourcedId, String parameter) {
    if (sourcedId == null) {
      throw Refusal.invalidRequest("Give the parameter '%s'.".formatted(parameter));
    }
    return responsibility.idsInCare(people, Set.of(sourcedId)).iterator().next();
  }

  /** Forgets failed sign-ins, so that people who are locked out may try again at once. */
  @POST
  @Path("unlock")
  public Map<String, Integer> unlock(InputStream body) throws IOException {
    Set<String> ids = idsOf(body);
    ids.forEach(this::unlock);
    act().record(EventType.UPDATE_CREDENTIAL, "unlock", ids);
    return Map.of("unlocked", ids.size());
  }

  /** The event is that of Keycloak's own unlocking, which other features listen to. */
  private void unlock(String userId) {
    session.loginFailures().removeUserLoginFailure(realm, userId);
    call.event()
        .clone(session)
        .resource(ResourceType.USER_LOGIN_FAILURE)
        .operation(OperationType.DELETE)
        .resourcePath("attack-detection", "brute-force", "users", userId)
        .success();
  }

  /** Ends the sessions of people, wherever they are signed in. */
  @POST
  @Path("sign-out")
  public Map<String, Integer> signOut(InputStream body) throws IOException {
    Set<String> ids = idsOf(body);
    ids.forEach(id -> new SignOut(session, realm, call.clock()).of(id));
    PeopleEvent.record(call.event(), EVENT_TYPE, OperationType.ACTION, ids, "care", "sign-out");
    act().record(EventType.LOGOUT, "sign-out", ids);
    return Map.of("signedOut", ids.size());
  }

  private StaffAct act() {
    return new StaffAct(session, realm, call.caller());
  }

  private Set<String> idsOf(InputStream body) throws IOException {
    Responsibility responsibility = Responsibility.toManage(call);
    RequestBody request = RequestBody.read(body, Set.of(PEOPLE));
    return responsibility.idsInCare(people, request.strings(PEOPLE));
  }
}
