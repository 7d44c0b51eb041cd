/**
 * Credentials by the thousand, in Keycloak's own table: features that issue something for whole
 * schools store it here. Goes in: user ids and {@link org.keycloak.credential.CredentialModel}s.
 * Comes out: the rows, and user caches that know of every change.
 */
package org.homeroom.keycloak.support.credentials;
