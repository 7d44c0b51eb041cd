/**
 * What Prometheus is told of signing in. Goes in: Keycloak's own events. Comes out: counters in the
 * metrics that Keycloak serves, by the kind of sign-in and by why one was refused, which Keycloak's
 * own counters do not tell. Nothing personal: no person, no address, no application.
 */
package org.homeroom.keycloak.metrics;
