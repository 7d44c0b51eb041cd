package org.homeroom.keycloak.roster.runs;

import java.util.List;
import org.keycloak.connections.jpa.entityprovider.JpaEntityProvider;

/** Tells Keycloak of the tables of runs. */
final class RunTables implements JpaEntityProvider {
  @Override
  public List<Class<?>> getEntities() {
    return List.of(LeaseEntity.class, RunEntity.class);
  }

  @Override
  public String getChangelogLocation() {
    return "META-INF/roster-runs-changelog.xml";
  }

  @Override
  public String getFactoryId() {
    return RunTablesFactory.ID;
  }

  @Override
  public void close() {}
}
