/**
 * Claiming an account: the one time when somebody proves who they are and makes the account their
 * own. Goes in: a code that a letter brought, or facts of the roster. Comes out: a person with an
 * own password, or one and the same refusal for every other case. Codes are issued, voided and
 * reset at {@code /admin/realms/{realm}/claims}.
 */
package org.homeroom.keycloak.claim;
