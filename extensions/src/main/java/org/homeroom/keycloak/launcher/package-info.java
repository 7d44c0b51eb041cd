/**
 * The portal at {@code /realms/{realm}/portal}: in goes the single sign-on cookie, out comes a page
 * with the icons of exactly the applications whose client role {@code launch} the person has.
 * Templates and pictures belong to the realm's login theme; {@code brand.css} derives legible
 * shades of the district's colours for all pages of that theme.
 */
package org.homeroom.keycloak.launcher;
