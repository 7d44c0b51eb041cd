package org.homeroom.keycloak.launcher;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.keycloak.models.UserModel;

/** The client ids of the applications that somebody wants first, in an attribute of the account. */
final class Favourites {
  static final String ATTRIBUTE = "favouriteApplications";

  /** Enough for everybody, and a bound for what one account can store. */
  static final int MOST = 50;

  private final UserModel person;

  Favourites(UserModel person) {
    this.person = person;
  }

  Set<String> all() {
    return new LinkedHashSet<>(person.getAttributeStream(ATTRIBUTE).toList());
  }

  /** Adds an application; what is there already, and what is too many, changes nothing. */
  void add(String clientId) {
    List<String> all = new ArrayList<>(all());
    if (all.size() < MOST && !all.contains(clientId)) {
      all.add(clientId);
      person.setAttribute(ATTRIBUTE, all);
    }
  }

  void remove(String clientId) {
    List<String> all = new ArrayList<>(all());
    if (all.remove(clientId)) {
      person.setAttribute(ATTRIBUTE, all);
    }
  }
}
