package org.homeroom.keycloak.roster;

/**
 * A row and where it stands in its batch.
 *
 * @param number from 0
 */
record NumberedRow<R extends RosterRow>(int number, R content) {}
