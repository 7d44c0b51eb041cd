package org.homeroom.keycloak.launcher;

import java.net.URI;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.homeroom.keycloak.support.DistrictDay;
import org.keycloak.authentication.requiredactions.DeleteCredentialAction;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RequiredActionProviderModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.models.credential.OTPCredentialModel;
import org.keycloak.models.credential.RecoveryAuthnCodesCredentialModel;
import org.keycloak.models.credential.WebAuthnCredentialModel;

/**
 * What the page of the account shows. Changes of credentials are Keycloak's own pages, which ask to
 * sign in again where that is long ago; an address that is null is not offered.
 *
 * @param name first and last name
 * @param password where the password is changed
 * @param questions where the security questions are answered anew
 * @param authenticators authenticator apps
 * @param addAuthenticator where another one is set up
 * @param recoveryCodes where new recovery codes are made
 * @param passkeys what employees sign in with in place of password and code
 * @param addPasskey where another one is set up
 * @param mayVoidBadges whether the person reports a lost badge without help
 * @param trusted devices on which no one-time code is asked for
 * @param devices where the person is signed in, this browser first
 */
public record Account(
    String name,
    String username,
    URI password,
    URI questions,
    List<HeldCredential> authenticators,
    URI addAuthenticator,
    List<HeldCredential> recovery,
    URI recoveryCodes,
    List<HeldCredential> passkeys,
    URI addPasskey,
    List<HeldCredential> badges,
    boolean mayVoidBadges,
    List<HeldCredential> trusted,
    List<Device> devices) {
  static final String BADGE = "badge";
  static final String TRUSTED_DEVICE = "trusted-device";

  private static final String QUESTIONS = "homeroom-questions";
  private static final String PASSKEY = "homeroom-passkey";

  static Account of(KeycloakSession session, UserModel person, UserSessionModel current) {
    RealmModel realm = session.getContext().getRealm();
    Locale locale = session.getContext().resolveLocale(person);
    Reader reader = new Reader(session, realm, person, locale);
    boolean staff = isStaff(person);
    boolean ownPassword = !hasCard(realm, person);
    List<HeldCredential> authenticators =
        reader.held(OTPCredentialModel.TYPE).stream().map(reader::removable).toList();
    boolean secondFactor = staff || !authenticators.isEmpty();
    return new Account(
        String.join(" ", nonNull(person.getFirstName()), nonNull(person.getLastName())).strip(),
        person.getUsername(),
        ownPassword ? reader.action("UPDATE_PASSWORD") : null,
        ownPassword ? reader.action(QUESTIONS) : null,
        authenticators,
        secondFactor ? reader.action("CONFIGURE_TOTP") : null,
        reader.held(RecoveryAuthnCodesCredentialModel.TYPE),
        secondFactor ? reader.action("CONFIGURE_RECOVERY_AUTHN_CODES") : null,
        reader.held(WebAuthnCredentialModel.TYPE_PASSWORDLESS).stream()
            .map(reader::removable)
            .toList(),
        staff ? reader.action(PASSKEY) : null,
        reader.held(BADGE),
        staff,
        reader.held(TRUSTED_DEVICE).stream().map(reader::removable).toList(),
        reader.devices(current.getId()));
  }

  static boolean isStaff(UserModel person) {
    return "staff".equals(person.getFirstAttribute("personType"));
  }

  /** Pupils whose password is on a card get a new one from their teacher. */
  private static boolean hasCard(RealmModel realm, UserModel person) {
    String grades = nonNull(realm.getAttribute("homeroom.card.grades"));
    boolean byGrade =
        Arrays.asList(grades.split(",")).contains(nonNull(person.getFirstAttribute("grade")));
    boolean byMark =
        realm.getAttribute("homeroom.card.special-ed", false)
            && "true".equals(person.getFirstAttribute("specialEd"));
    return !isStaff(person) && (byGrade || byMark);
  }

  private static String nonNull(String text) {
    return text == null ? "" : text;
  }

  /** Reads the parts for one person. */
  private record Reader(
      KeycloakSession session, RealmModel realm, UserModel person, Locale locale) {

    List<HeldCredential> held(String type) {
      return HeldCredential.of(person, type, DistrictDay.zone(realm), locale);
    }

    /** Where Keycloak carries out an action for the person; null where the realm has it off. */
    URI action(String alias) {
      RequiredActionProviderModel action = realm.getRequiredActionProviderByAlias(alias);
      return Optional.ofNullable(action)
          .filter(RequiredActionProviderModel::isEnabled)
          .map(enabled -> new PortalAddresses(session).accountAction(alias))
          .orElse(null);
    }

    HeldCredential removable(HeldCredential credential) {
      String alias = DeleteCredentialAction.PROVIDER_ID;
      return action(alias) == null
          ? credential
          : credential.removedAt(
              new PortalAddresses(session).accountAction(alias + ":" + credential.id()));
    }

    List<Device> devices(String current) {
      return session
          .sessions()
          .getUserSessionsStream(realm, person)
          .sorted(Comparator.comparing(UserSessionModel::getStarted).reversed())
          .map(one -> Device.of(one, current, DistrictDay.zone(realm), locale))
          .sorted(Comparator.comparing(device -> !device.current()))
          .toList();
    }
  }
}
