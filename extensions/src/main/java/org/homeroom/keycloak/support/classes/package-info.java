/**
 * Classes and enrollments in two tables of our own, scoped by realm: a district has tens of
 * thousands of sections, too many for groups. The change log is {@code
 * META-INF/homeroom-changelog.xml}; {@link org.homeroom.keycloak.support.classes.Classes} reads
 * them, the roster feature writes them.
 */
package org.homeroom.keycloak.support.classes;
