/**
 * Security questions, one part of recovering a password. Goes in: questions that somebody chooses
 * of the realm's list, and the answers. Comes out: a credential that holds a hash of each answer,
 * the required action that makes it, and, in {@code recovery}, the way to a new password.
 */
package org.homeroom.keycloak.questions;
