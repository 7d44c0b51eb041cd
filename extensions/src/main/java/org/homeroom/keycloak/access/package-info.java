/**
 * The last step of every sign-in: in goes the person and the client that asks, out comes either
 * nothing, because the person may open that application, or a page that names the application and
 * says why not.
 */
package org.homeroom.keycloak.access;
