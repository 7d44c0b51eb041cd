package org.homeroom.keycloak.roster;

import jakarta.persistence.EntityManager;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.homeroom.keycloak.support.KeyArray;
import org.keycloak.common.util.MultiSiteUtils;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.models.cache.UserCache;
import org.keycloak.models.jpa.UserAdapter;
import org.keycloak.models.jpa.entities.UserEntity;
import org.keycloak.storage.UserStorageUtil;

/** Tells the rest of Keycloak, on all nodes, of accounts that were written behind its back. */
final class AccountEcho {
  private final RosterDatabase database;
  private final KeycloakSession session;
  private final RealmModel realm;
  private final EntityManager entities;
  private final UserCache cache;

  AccountEcho(RosterDatabase database) {
    this.database = database;
    this.session = database.session();
    this.realm = database.realm();
    this.entities = database.model();
    this.cache = UserStorageUtil.userCache(session);
  }

  /**
   * Drops the account from the caches when the transaction ends. To be called with the account as
   * it was and again as it is: the cache has an entry for each user name and address, and an old
   * one would still let somebody in.
   */
  void evict(UserEntity account) {
    if (cache != null) {
      cache.evict(realm, model(account));
    }
  }

  /** Ends the sessions, so that no token of these accounts is worth anything from here on. */
  void signOut(Collection<UserEntity> accounts) {
    Set<String> signedIn = signedIn(accounts.stream().map(UserEntity::getId).toList());
    for (UserEntity account : accounts) {
      if (signedIn.contains(account.getId())) {
        signOut(model(account));
      }
    }
  }

  /** Looking for the sessions of each account takes 5 ms; most accounts have none. */
  private Set<String> signedIn(List<String> ids) {
    if (!MultiSiteUtils.isPersistentSessionsEnabled()) {
      return Set.copyOf(ids);
    }
    return Set.copyOf(
        database.byKeys(
            "select distinct s.userId from "
                + KeyArray.K
                + " join PersistentUserSessionEntity s on s.userId = k and s.realmId = :realm",
            String.class,
            ids,
            Map.of("realm", realm.getId())));
  }

  private void signOut(UserModel person) {
    session.sessions().removeUserSessions(realm, person);
    for (UserSessionModel offline :
        session.sessions().getOfflineUserSessionsStream(realm, person).toList()) {
      session.sessions().removeOfflineUserSession(realm, offline);
    }
  }

  private UserModel model(UserEntity account) {
    return new UserAdapter(session, realm, entities, account);
  }
}
