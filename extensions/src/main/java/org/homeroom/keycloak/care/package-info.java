/**
 * What staff see of the sign-ins of people in their care, and what they may do about trouble. In:
 * calls below {@code /admin/realms/{realm}/care} with the staff member's own token. Out: JSON about
 * people of the own classes, campus or district, and of nobody else.
 */
package org.homeroom.keycloak.care;
