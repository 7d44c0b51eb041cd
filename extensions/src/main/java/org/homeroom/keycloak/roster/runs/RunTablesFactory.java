package org.homeroom.keycloak.roster.runs;

import java.util.List;
import org.homeroom.keycloak.support.tables.OwnTables;
import org.homeroom.keycloak.support.tables.OwnTablesFactory;

/** The tables of runs. */
public final class RunTablesFactory extends OwnTablesFactory {
  public RunTablesFactory() {
    super(
        new OwnTables(
            "roster-runs",
            List.of(LeaseEntity.class, RunEntity.class),
            "META-INF/roster-runs-changelog.xml"));
  }
}
