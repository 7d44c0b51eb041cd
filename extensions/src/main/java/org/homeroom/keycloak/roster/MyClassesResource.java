package org.homeroom.keycloak.roster;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.homeroom.keycloak.roster.SchoolClass.Student;
import org.homeroom.keycloak.support.Caller;
import org.homeroom.keycloak.support.People;
import org.homeroom.keycloak.support.Person;
import org.homeroom.keycloak.support.StaffDuties;
import org.homeroom.keycloak.support.classes.Classes;
import org.homeroom.keycloak.support.classes.Classes.Taught;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** What staff read of the roster, below {@code /realms/{realm}/roster}. */
public final class MyClassesResource {
  private final KeycloakSession session;
  private final RealmModel realm;

  MyClassesResource(KeycloakSession session) {
    this.session = session;
    this.realm = session.getContext().getRealm();
  }

  /** The caller's own classes, by title, and their students, by name. */
  @GET
  @Path("classes")
  @Produces(MediaType.APPLICATION_JSON)
  public List<SchoolClass> classes() {
    Caller caller = Caller.ofBearerToken(session);
    StaffDuties.requireStaff(caller, realm);
    Classes classes = new Classes(session, realm);
    List<Taught> taught = classes.taughtBy(caller.person().getId());
    Map<String, Set<String>> studentIds =
        classes.studentIdsByClass(taught.stream().map(one -> one.schoolClass().getId()).toList());
    Map<String, Person> people =
        new People(session, realm)
            .byId(
                studentIds.values().stream().flatMap(Set::stream).collect(Collectors.toSet()),
                Set.of(Student.GRADE));
    return taught.stream()
        .map(
            one ->
                SchoolClass.of(
                    one, studentIds.getOrDefault(one.schoolClass().getId(), Set.of()), people))
        .toList();
  }
}
