package org.homeroom.keycloak.support.classes;

import jakarta.persistence.EntityManager;
import org.keycloak.Config;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.connections.jpa.entityprovider.JpaEntityProvider;
import org.keycloak.connections.jpa.entityprovider.JpaEntityProviderFactory;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel.RealmRemovedEvent;
import org.keycloak.models.UserModel.UserRemovedEvent;
import org.keycloak.provider.ProviderEvent;

/** Makes the tables known, and empties them of people and realms that are deleted. */
public final class ClassTablesFactory implements JpaEntityProviderFactory {
  static final String ID = "homeroom";

  @Override
  public JpaEntityProvider create(KeycloakSession session) {
    return new ClassTables();
  }

  @Override
  public void postInit(KeycloakSessionFactory factory) {
    factory.register(ClassTablesFactory::forget);
  }

  private static void forget(ProviderEvent event) {
    if (event instanceof RealmRemovedEvent removed) {
      forgetRealm(removed.getKeycloakSession(), removed.getRealm().getId());
    } else if (event instanceof UserRemovedEvent removed) {
      forgetPerson(removed.getKeycloakSession(), removed.getUser().getId());
    }
  }

  private static void forgetRealm(KeycloakSession session, String realmId) {
    for (String entity : new String[] {"EnrollmentEntity", "ClassEntity"}) {
      entities(session)
          .createQuery("delete from " + entity + " row where row.realmId = :realm")
          .setParameter("realm", realmId)
          .executeUpdate();
    }
  }

  private static void forgetPerson(KeycloakSession session, String userId) {
    entities(session)
        .createQuery("delete from EnrollmentEntity e where e.userId = :user")
        .setParameter("user", userId)
        .executeUpdate();
  }

  private static EntityManager entities(KeycloakSession session) {
    return session.getProvider(JpaConnectionProvider.class).getEntityManager();
  }

  @Override
  public String getId() {
    return ID;
  }

  @Override
  public void init(Config.Scope config) {}

  @Override
  public void close() {}
}
