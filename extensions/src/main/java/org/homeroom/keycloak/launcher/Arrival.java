package org.homeroom.keycloak.launcher;

import jakarta.ws.rs.core.MultivaluedMap;

/**
 * What an address of the portal carries besides itself. All of it is taken off again, so that a
 * bookmark is always the clean one.
 *
 * @param code set when Keycloak returns from a sign-in
 * @param error set when that sign-in failed
 * @param state tells whether it was begun just now; an address that somebody kept begins anew
 * @param actionStatus set when Keycloak returns from a change of the account: how that ended
 * @param locale set by the language switch
 */
record Arrival(String code, String error, String state, String actionStatus, String locale) {

  /** Reads the parameters of a request. */
  static Arrival of(MultivaluedMap<String, String> query) {
    return new Arrival(
        query.getFirst("code"),
        query.getFirst("error"),
        query.getFirst("state"),
        query.getFirst("kc_action_status"),
        query.getFirst(PortalResource.LOCALE_PARAMETER));
  }

  /** Whether there is nothing to take off. */
  boolean isClean() {
    return code == null && error == null && actionStatus == null && locale == null;
  }
}
