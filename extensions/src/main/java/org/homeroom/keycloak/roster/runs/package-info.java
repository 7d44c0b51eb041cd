/**
 * One run of the sync at a time, and what the runs did. In: calls of a sync, from whatever machine.
 * Out: a lease that one of them holds at a time, by the database's clock, and records for people,
 * on which nothing depends. Both are tables of our own; see docs/reference/extension.md.
 */
package org.homeroom.keycloak.roster.runs;
