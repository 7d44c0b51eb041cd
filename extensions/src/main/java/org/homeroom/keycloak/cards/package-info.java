/**
 * Credential cards, for pupils without a camera: a pass phrase of words a child can read. Goes in:
 * the {@code sourcedId}s of people or classes, from somebody who is responsible for them. Comes
 * out: a phrase a person, said once; when the card is printed it becomes the person's password.
 */
package org.homeroom.keycloak.cards;
