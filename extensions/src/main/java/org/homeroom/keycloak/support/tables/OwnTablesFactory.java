package org.homeroom.keycloak.support.tables;

import jakarta.persistence.EntityManager;
import org.keycloak.Config;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.connections.jpa.entityprovider.JpaEntityProvider;
import org.keycloak.connections.jpa.entityprovider.JpaEntityProviderFactory;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel.RealmRemovedEvent;
import org.keycloak.provider.ProviderEvent;

/** Makes tables known, and empties them of realms that are deleted. */
public abstract class OwnTablesFactory implements JpaEntityProviderFactory {
  private final OwnTables tables;

  protected OwnTablesFactory(OwnTables tables) {
    this.tables = tables;
  }

  @Override
  public JpaEntityProvider create(KeycloakSession session) {
    return tables;
  }

  @Override
  public void postInit(KeycloakSessionFactory factory) {
    factory.register(this::forget);
  }

  /** Removes what belonged to something that is removed. */
  protected void forget(ProviderEvent event) {
    if (event instanceof RealmRemovedEvent removed) {
      for (Class<?> entity : tables.entities()) {
        entities(removed.getKeycloakSession())
            .createQuery(
                "delete from %s row where row.realmId = :realm".formatted(entity.getSimpleName()))
            .setParameter("realm", removed.getRealm().getId())
            .executeUpdate();
      }
    }
  }

  protected static EntityManager entities(KeycloakSession session) {
    return session.getProvider(JpaConnectionProvider.class).getEntityManager();
  }

  @Override
  public String getId() {
    return tables.id();
  }

  @Override
  public void init(Config.Scope config) {}

  @Override
  public void close() {}
}
