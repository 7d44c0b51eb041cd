package org.homeroom.keycloak.support.classes;

import java.util.List;
import org.homeroom.keycloak.support.tables.OwnTables;
import org.homeroom.keycloak.support.tables.OwnTablesFactory;
import org.keycloak.models.UserModel.UserRemovedEvent;
import org.keycloak.provider.ProviderEvent;

/** The tables of classes, which people leave who are deleted. */
public final class ClassTablesFactory extends OwnTablesFactory {
  public ClassTablesFactory() {
    super(
        new OwnTables(
            "homeroom",
            List.of(EnrollmentEntity.class, ClassEntity.class),
            "META-INF/homeroom-changelog.xml"));
  }

  @Override
  protected void forget(ProviderEvent event) {
    super.forget(event);
    if (event instanceof UserRemovedEvent removed) {
      entities(removed.getKeycloakSession())
          .createQuery("delete from EnrollmentEntity e where e.userId = :user")
          .setParameter("user", removed.getUser().getId())
          .executeUpdate();
    }
  }
}
