package org.homeroom.keycloak.roster;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.homeroom.keycloak.roster.RosterRow.AccessProfilePut;
import org.homeroom.keycloak.roster.RowResult.Status;
import org.homeroom.keycloak.support.LaunchRole;
import org.keycloak.models.ClientModel;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;

/** Writes access profiles through the stock model: there are few. */
final class AccessProfileWriter {
  /** The client role that opens an application. */
  private final RealmModel realm;

  AccessProfileWriter(RosterDatabase database) {
    this.realm = database.realm();
  }

  void write(List<NumberedRow<AccessProfilePut>> rows, List<RowResult> results) {
    for (NumberedRow<AccessProfilePut> row : rows) {
      try {
        results.add(put(row.number(), row.content()));
      } catch (RowRejected e) {
        results.add(RowResult.rejected(row.number(), e));
      }
    }
  }

  private RowResult put(int number, AccessProfilePut row) throws RowRejected {
    Set<RoleModel> wanted = new HashSet<>();
    for (String clientId : row.launch()) {
      wanted.add(launchRole(clientId));
    }
    RoleModel profile = realm.getRole(row.name());
    Status status = Status.UPDATED;
    if (profile == null) {
      profile = realm.addRole(row.name());
      status = Status.CREATED;
    }
    Set<RoleModel> stored = profile.getCompositesStream().collect(Collectors.toSet());
    if (status == Status.UPDATED && stored.equals(wanted)) {
      return RowResult.done(number, Status.UNCHANGED, profile.getId());
    }
    for (RoleModel role : wanted) {
      if (!stored.contains(role)) {
        profile.addCompositeRole(role);
      }
    }
    for (RoleModel role : stored) {
      if (!wanted.contains(role)) {
        profile.removeCompositeRole(role);
      }
    }
    return RowResult.done(number, status, profile.getId());
  }

  private RoleModel launchRole(String clientId) throws RowRejected {
    ClientModel client = realm.getClientByClientId(clientId);
    RoleModel role = client == null ? null : client.getRole(LaunchRole.NAME);
    if (role == null) {
      throw new RowRejected(
          RowFault.UNKNOWN_CLIENT,
          "The realm has no client '" + clientId + "' with a role 'launch'.");
    }
    return role;
  }
}
