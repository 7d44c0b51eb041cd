/**
 * Signing in with a printed QR badge, and issuing and voiding badges. In goes the text that a
 * camera read; out comes the person it belongs to, or one and the same refusal for every other
 * case. The reason of a refusal is in the event, the code of a badge is nowhere.
 */
package org.homeroom.keycloak.badge;
