/**
 * Devices on which somebody need not type a one-time code for a while. Goes in: the checkbox beside
 * the code, later a cookie. Comes out: the code is not asked for on that device, until the password
 * or the authenticator app changes, the person is signed out by an administrator, or the days are
 * over.
 */
package org.homeroom.keycloak.devices;
