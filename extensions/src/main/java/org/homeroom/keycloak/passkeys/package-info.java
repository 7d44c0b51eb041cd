/**
 * Passkeys of employees. Goes in: what Keycloak's own page asks the device to make. Comes out: a
 * credential with which Keycloak's sign-in page lets its owner in, without a password and without a
 * one-time code.
 */
package org.homeroom.keycloak.passkeys;
