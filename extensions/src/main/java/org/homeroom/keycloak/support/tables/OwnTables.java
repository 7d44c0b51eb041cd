package org.homeroom.keycloak.support.tables;

import java.util.List;
import org.keycloak.connections.jpa.entityprovider.JpaEntityProvider;

/**
 * Tells Keycloak of some tables.
 *
 * @param id of the factory; Keycloak notes under it which changes were made
 * @param entities those that refer to others before them; each has a field {@code realmId}
 * @param changelog of Liquibase
 */
public record OwnTables(String id, List<Class<?>> entities, String changelog)
    implements JpaEntityProvider {
  @Override
  public List<Class<?>> getEntities() {
    return entities;
  }

  @Override
  public String getChangelogLocation() {
    return changelog;
  }

  @Override
  public String getFactoryId() {
    return id;
  }

  @Override
  public void close() {}
}
