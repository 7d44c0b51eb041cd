package org.homeroom.keycloak.support.rules;

import java.util.Collection;
import org.homeroom.keycloak.support.classes.Classes;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserModel;

/** What rules can ask about one person, from what the sync wrote into the account. */
public final class PersonFacts {
  private final KeycloakSession session;
  private final RealmModel realm;
  private final UserModel person;

  public PersonFacts(KeycloakSession session, RealmModel realm, UserModel person) {
    this.session = session;
    this.realm = realm;
    this.person = person;
  }

  /**
   * Whether a word of a rule is true of the person.
   *
   * @param of what stands in the word's brackets, grades one by one; nothing for words without
   * @return false for a word that is not known: a newer rule than this version
   */
  boolean is(String word, Collection<String> of) {
    return switch (word) {
      case "everybody" -> true;
      case "student" -> attribute("personType").equals("student");
      case "staff" -> attribute("personType").equals("staff");
      case "teacher" -> hasRole("teacher");
      case "has_email" -> person.getEmail() != null && !person.getEmail().isBlank();
      case "has_schedule" -> new Classes(session, realm).isInAny(person.getId());
      case "special_ed" -> attribute("specialEd").equals("true");
      case "grade" -> of.contains(attribute("grade"));
      case "school" -> person.getAttributeStream("schools").anyMatch(of::contains);
      case "employee" -> of.stream().anyMatch(attribute("employeeType")::equalsIgnoreCase);
      case "person" -> of.contains(attribute("sourcedId"));
      default -> false;
    };
  }

  private String attribute(String name) {
    String value = person.getFirstAttribute(name);
    return value == null ? "" : value;
  }

  private boolean hasRole(String name) {
    RoleModel role = realm.getRole(name);
    return role != null && person.hasRole(role);
  }
}
