/**
 * The roster of a district, read and written in bulk. Goes in: batches of rows (schools, access
 * profiles, people, classes, enrollments), as the sync sends them. Comes out: a result for each
 * row, the state of everything that was ever written so, and a teacher's own classes.
 */
package org.homeroom.keycloak.roster;
