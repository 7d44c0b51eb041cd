/**
 * The way to a new password for people who forgot theirs, as steps of the flow that resets
 * credentials. Goes in: a username and answers, and of employees a second proof. Comes out: the
 * required action to choose a password; all sessions end, and nobody is signed in. No page and no
 * time tells whether there is an account.
 */
package org.homeroom.keycloak.questions.recovery;
