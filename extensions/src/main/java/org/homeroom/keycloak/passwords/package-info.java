/**
 * Which passwords people may choose: long enough for their kind, and not easy to guess. Goes in:
 * the person, a password, and the realm's attributes {@code homeroom.password.*}. Comes out:
 * nothing, or the reason in words that say what to do; and the page on which a password is chosen,
 * which is told the same rule so that it can say so while somebody types.
 */
package org.homeroom.keycloak.passwords;
