package org.homeroom.keycloak.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import org.homeroom.keycloak.support.LaunchRole;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.utils.RoleUtils;
import org.keycloak.services.util.ResolveRelative;
import org.keycloak.theme.Theme;

/** Which applications a person may open, and how each looks on the portal. */
final class Applications {
  private static final String ICONS = "icons/";

  private final KeycloakSession session;
  private final Theme theme;
  private final Locale locale;

  Applications(KeycloakSession session, Theme theme, Locale locale) {
    this.session = session;
    this.theme = theme;
    this.locale = locale;
  }

  /**
   * The applications whose client role {@code launch} the person has: direct, through groups or
   * through composites. Clients that are disabled or have no home address are left out.
   */
  List<Tile> of(UserModel person) {
    return RoleUtils.getDeepUserRoleMappings(person).stream()
        .filter(role -> role.isClientRole() && role.getName().equals(LaunchRole.NAME))
        .map(RoleModel::getContainer)
        .map(ClientModel.class::cast)
        .filter(client -> client.isEnabled() && Tile.isLink(address(client)))
        .map(this::tile)
        .toList();
  }

  private Tile tile(ClientModel client) {
    return new Tile(
        client.getClientId(),
        title(client),
        address(client),
        Tile.usableIcon(client.getAttribute("homeroom.icon"), this::isInTheme),
        Category.of(client.getAttribute("homeroom.category")),
        Tile.orderOf(client.getAttribute("homeroom.order")));
  }

  private String title(ClientModel client) {
    String translated = client.getAttribute("homeroom.title." + locale.getLanguage());
    if (translated != null && !translated.isBlank()) {
      return translated;
    }
    return client.getName() == null || client.getName().isBlank()
        ? client.getClientId()
        : client.getName();
  }

  private String address(ClientModel client) {
    return ResolveRelative.resolveRelativeUri(session, client.getRootUrl(), client.getBaseUrl());
  }

  private boolean isInTheme(String file) {
    try (InputStream icon = theme.getResourceAsStream(ICONS + file)) {
      return icon != null;
    } catch (IOException e) {
      throw new UncheckedIOException("The theme's file " + ICONS + file + " cannot be read", e);
    }
  }
}
