package org.homeroom.keycloak.launcher;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriBuilder;
import jakarta.ws.rs.ext.Provider;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.utils.KeycloakSessionUtil;

/**
 * Leads browsers from the address of a realm, a shortened bookmark, to its portal. Programs that
 * ask for JSON there get Keycloak's own answer.
 */
@Provider
public final class RealmRootFilter implements ContainerRequestFilter {
  private static final Pattern ROOT = Pattern.compile("/?realms/([^/]+)/?");

  @Override
  public void filter(ContainerRequestContext request) {
    Matcher root = ROOT.matcher(request.getUriInfo().getPath());
    if (root.matches() && wantsAPage(request) && hasPortal(root.group(1))) {
      request.abortWith(
          Response.seeOther(
                  UriBuilder.fromUri(request.getUriInfo().getBaseUri())
                      .path("realms")
                      .path(root.group(1))
                      .path(PortalResourceProviderFactory.ID)
                      .build())
              .build());
    }
  }

  private static boolean wantsAPage(ContainerRequestContext request) {
    return request.getMethod().equals(HttpMethod.GET)
        && request.getAcceptableMediaTypes().stream()
            .anyMatch(
                type -> !type.isWildcardType() && type.isCompatible(MediaType.TEXT_HTML_TYPE));
  }

  private static boolean hasPortal(String name) {
    KeycloakSession session = KeycloakSessionUtil.getKeycloakSession();
    RealmModel realm = session == null ? null : session.realms().getRealmByName(name);
    return realm != null && realm.getClientByClientId(PortalClient.ID) != null;
  }
}
