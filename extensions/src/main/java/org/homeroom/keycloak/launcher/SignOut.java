package org.homeroom.keycloak.launcher;

import java.net.URI;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserSessionModel;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.representations.IDToken;
import org.keycloak.util.TokenUtil;

/**
 * The fields of the form that signs out: an OpenID Connect RP-initiated logout. Because it carries
 * an ID token of this very session, Keycloak need not ask again, and no other site can send the
 * form for somebody.
 */
public record SignOut(URI action, String idTokenHint, URI returnTo) {

  static SignOut of(KeycloakSession session, UserSessionModel signedIn) {
    PortalAddresses addresses = new PortalAddresses(session);
    IDToken hint = new IDToken();
    hint.id(KeycloakModelUtils.generateId());
    hint.type(TokenUtil.TOKEN_TYPE_ID);
    hint.issuer(addresses.issuer());
    hint.subject(signedIn.getUser().getId());
    hint.audience(PortalClient.ID);
    hint.issuedFor(PortalClient.ID);
    hint.setSessionId(signedIn.getId());
    hint.issuedNowWithTTL(session.getContext().getRealm().getSsoSessionMaxLifespan());
    return new SignOut(addresses.logout(), session.tokens().encode(hint), addresses.portal());
  }
}
