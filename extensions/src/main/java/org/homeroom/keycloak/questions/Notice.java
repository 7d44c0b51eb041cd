package org.homeroom.keycloak.questions;

import java.util.HashMap;
import org.jboss.logging.Logger;
import org.keycloak.email.EmailException;
import org.keycloak.email.EmailTemplateProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.utils.StringUtil;

/** Tells a person by e-mail of a change that somebody else may have made. */
public final class Notice {
  private static final Logger LOG = Logger.getLogger(Notice.class);

  private final KeycloakSession session;
  private final RealmModel realm;
  private final UserModel person;

  public Notice(KeycloakSession session, RealmModel realm, UserModel person) {
    this.session = session;
    this.realm = realm;
    this.person = person;
  }

  /**
   * Sends it, in the person's language. Whoever has no address gets none, and the change is made
   * though the mail server is down: the log says so then, by the person's id.
   *
   * @param what begins the keys of its messages, {@code <what>Subject} and {@code <what>Body}
   */
  public void send(String what) {
    if (StringUtil.isBlank(person.getEmail()) || realm.getSmtpConfig().isEmpty()) {
      return;
    }
    try {
      HashMap<String, Object> attributes = new HashMap<>();
      attributes.put("notice", what);
      session
          .getProvider(EmailTemplateProvider.class)
          .setRealm(realm)
          .setUser(person)
          .send(what + "Subject", "notice.ftl", attributes);
    } catch (EmailException e) {
      // Not why: what mail servers say has addresses in it.
      LOG.errorf(
          "The mail server did not take a message (%s) to the user %s of the realm %s",
          what, person.getId(), realm.getName());
    }
  }
}
