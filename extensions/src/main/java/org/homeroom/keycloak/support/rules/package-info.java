/**
 * The rules of {@code apps.yaml} as the realm carries them: in go a rule and a person, out comes
 * whether it holds and, if not, what is missing. They explain and choose announcements. Who may
 * open an application is decided by roles alone, which the sync gives by the same rules.
 */
package org.homeroom.keycloak.support.rules;
