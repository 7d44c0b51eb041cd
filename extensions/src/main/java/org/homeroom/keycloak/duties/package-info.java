/**
 * What members of staff are there for, and how they like to print. In: calls below {@code
 * /admin/realms/{realm}/duties} with the staff member's own token. Out: JSON about the caller, and
 * about nobody else.
 */
package org.homeroom.keycloak.duties;
