package org.homeroom.keycloak.support;

import jakarta.persistence.EntityManager;
import org.hibernate.dialect.PostgreSQLDialect;
import org.hibernate.engine.spi.SessionImplementor;

/** Whether Keycloak's database is PostgreSQL, which can do what others cannot. */
public final class Postgres {
  private Postgres() {}

  public static boolean isBehind(EntityManager entities) {
    return entities.unwrap(SessionImplementor.class).getFactory().getJdbcServices().getDialect()
        instanceof PostgreSQLDialect;
  }
}
