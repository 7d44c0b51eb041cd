package org.homeroom.keycloak.support.classes;

import java.util.List;
import org.keycloak.connections.jpa.entityprovider.JpaEntityProvider;

/** Tells Keycloak of our tables. The only user of this SPI, which is not a stable one. */
final class ClassTables implements JpaEntityProvider {
  @Override
  public List<Class<?>> getEntities() {
    return List.of(ClassEntity.class, EnrollmentEntity.class);
  }

  @Override
  public String getChangelogLocation() {
    return "META-INF/homeroom-changelog.xml";
  }

  @Override
  public String getFactoryId() {
    return ClassTablesFactory.ID;
  }

  @Override
  public void close() {}
}
