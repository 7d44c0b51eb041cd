package org.homeroom.keycloak.roster.runs;

import jakarta.persistence.EntityManager;
import org.keycloak.Config;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.connections.jpa.entityprovider.JpaEntityProvider;
import org.keycloak.connections.jpa.entityprovider.JpaEntityProviderFactory;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel.RealmRemovedEvent;
import org.keycloak.provider.ProviderEvent;

/** Makes the tables known, and empties them of realms that are deleted. */
public final class RunTablesFactory implements JpaEntityProviderFactory {
  static final String ID = "roster-runs";

  @Override
  public JpaEntityProvider create(KeycloakSession session) {
    return new RunTables();
  }

  @Override
  public void postInit(KeycloakSessionFactory factory) {
    factory.register(RunTablesFactory::forget);
  }

  private static void forget(ProviderEvent event) {
    if (event instanceof RealmRemovedEvent removed) {
      EntityManager entities =
          removed.getKeycloakSession().getProvider(JpaConnectionProvider.class).getEntityManager();
      for (String entity : new String[] {"LeaseEntity", "RunEntity"}) {
        entities
            .createQuery("delete from " + entity + " row where row.realmId = :realm")
            .setParameter("realm", removed.getRealm().getId())
            .executeUpdate();
      }
    }
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
