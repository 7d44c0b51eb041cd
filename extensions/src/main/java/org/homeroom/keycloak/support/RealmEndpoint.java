package org.homeroom.keycloak.support;

import org.keycloak.models.KeycloakSession;
import org.keycloak.services.resource.RealmResourceProvider;
import org.keycloak.services.resource.RealmResourceProviderFactory;

/** Mounts a resource at {@code /realms/{realm}/<id>}. It has no configuration. */
public abstract class RealmEndpoint
    implements RealmResourceProviderFactory, PlainFactory<RealmResourceProvider> {

  /** The resource for one request, about whose caller nothing is known yet. */
  protected abstract Object resource(KeycloakSession session);

  @Override
  public final RealmResourceProvider create(KeycloakSession session) {
    return new RealmResourceProvider() {
      @Override
      public Object getResource() {
        return resource(session);
      }

      @Override
      public void close() {}
    };
  }
}
