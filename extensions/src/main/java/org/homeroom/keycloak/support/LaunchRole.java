package org.homeroom.keycloak.support;

/** The client role that opens an application: who has it may sign in there and sees its icon. */
public final class LaunchRole {
  /** Its name, the same for every client. A client without such a role is open to everybody. */
  public static final String NAME = "launch";

  private LaunchRole() {}
}
