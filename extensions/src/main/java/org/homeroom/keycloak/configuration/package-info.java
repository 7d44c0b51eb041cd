/**
 * A realm's configuration for realm-as-code, read and written in ways that the stock admin API does
 * not offer. Goes in: a whole authentication flow, or many groups at once. Comes out: the flow
 * changed in place, the groups made, each in one transaction; and a whole realm in one quick read,
 * digests in place of its secrets.
 */
package org.homeroom.keycloak.configuration;
