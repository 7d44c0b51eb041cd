/**
 * What every feature needs and no feature owns: who calls and whom that person may act on, finding
 * people by {@code sourcedId}, how often something may be tried, how endpoints are mounted, and the
 * form of an error answer. Goes in: Keycloak's session and token. Comes out: a {@link
 * org.homeroom.keycloak.support.Responsibility}, {@link org.homeroom.keycloak.support.Person}s, or
 * a {@link org.homeroom.keycloak.support.Refusal}.
 */
package org.homeroom.keycloak.support;
