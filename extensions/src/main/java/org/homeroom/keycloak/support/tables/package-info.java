/**
 * Tables of our own beside Keycloak's: what a package with entities tells Keycloak of them, and
 * their end with the realm. The only user of an SPI that is not a stable one.
 */
package org.homeroom.keycloak.support.tables;
