package org.homeroom.keycloak.support;

import java.util.Optional;
import org.keycloak.models.GroupModel;

/** Where a school's groups are: {@code /schools/<code>/students} and {@code .../staff}. */
public final class SchoolGroups {
  /** Name of the top-level group that has all schools. */
  public static final String ROOT = "schools";

  private SchoolGroups() {}

  /**
   * The group {@code /schools/<code>} that is the group itself or the nearest one above it; empty
   * for a group elsewhere. The group's name is the code of the school.
   */
  public static Optional<GroupModel> schoolOf(GroupModel group) {
    GroupModel school = null;
    GroupModel at = group;
    while (at.getParent() != null) {
      school = at;
      at = at.getParent();
    }
    return at.getName().equals(ROOT) ? Optional.ofNullable(school) : Optional.empty();
  }
}
