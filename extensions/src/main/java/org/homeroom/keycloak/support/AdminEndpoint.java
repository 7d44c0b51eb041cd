package org.homeroom.keycloak.support;

import java.time.Clock;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.services.resources.admin.AdminEventBuilder;
import org.keycloak.services.resources.admin.ext.AdminRealmResourceProvider;
import org.keycloak.services.resources.admin.ext.AdminRealmResourceProviderFactory;
import org.keycloak.services.resources.admin.fgap.AdminPermissionEvaluator;

/** Mounts a resource at {@code /admin/realms/{realm}/<id>}. It has no configuration. */
public abstract class AdminEndpoint
    implements AdminRealmResourceProviderFactory, PlainFactory<AdminRealmResourceProvider> {

  /** The resource for one request, whose caller Keycloak has authenticated and nothing else. */
  protected abstract Object resource(AdminCall call);

  @Override
  public final AdminRealmResourceProvider create(KeycloakSession session) {
    return new AdminRealmResourceProvider() {
      @Override
      public Object getResource(
          KeycloakSession request,
          RealmModel realm,
          AdminPermissionEvaluator auth,
          AdminEventBuilder event) {
        return resource(new AdminCall(request, realm, auth, event, Clock.systemUTC()));
      }

      @Override
      public void close() {}
    };
  }
}
