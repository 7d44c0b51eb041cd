package org.homeroom.keycloak.questions;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.keycloak.credential.CredentialModel;
import org.keycloak.credential.hash.PasswordHashProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.PasswordPolicy;
import org.keycloak.models.RealmModel;
import org.keycloak.models.credential.PasswordCredentialModel;

/**
 * Hashes answers as the realm hashes passwords. That is slow by intention: with Keycloak's argon2
 * some 17 ms for each answer.
 */
public final class AnswerHashing {
  /** Stands for an answer without a letter or digit, which nobody could have stored. */
  private static final String NOTHING = "-";

  private final KeycloakSession session;
  private final PasswordHashProvider provider;
  private final int iterations;

  public AnswerHashing(KeycloakSession session, RealmModel realm) {
    PasswordPolicy policy = realm.getPasswordPolicy();
    String algorithm = policy.getHashAlgorithm();
    PasswordHashProvider wanted = algorithm == null ? null : provider(session, algorithm);
    this.session = session;
    this.provider = wanted == null ? session.getProvider(PasswordHashProvider.class) : wanted;
    this.iterations = policy.getHashIterations();
  }

  private static PasswordHashProvider provider(KeycloakSession session, String algorithm) {
    return session.getProvider(PasswordHashProvider.class, algorithm);
  }

  /**
   * The hash of an answer.
   *
   * @param secret hash and salt, as Keycloak keeps those of a password
   * @param how algorithm and parameters, likewise
   */
  record Hash(@JsonProperty("secret") String secret, @JsonProperty("how") String how) {
    private PasswordCredentialModel model() {
      CredentialModel stored = new CredentialModel();
      stored.setSecretData(secret);
      stored.setCredentialData(how);
      return PasswordCredentialModel.createFromCredentialModel(stored);
    }

    @Override
    public String toString() {
      return "Hash[how=" + how + "]";
    }
  }

  /**
   * @param typed as typed
   */
  Hash hash(String typed) {
    PasswordCredentialModel hashed = provider.encodedCredential(plain(typed), iterations);
    return new Hash(hashed.getSecretData(), hashed.getCredentialData());
  }

  /**
   * Whether an answer is the one that was hashed; never with an algorithm that the server no longer
   * has.
   *
   * @param typed as typed
   */
  boolean matches(Hash hash, String typed) {
    PasswordCredentialModel stored = hash.model();
    PasswordHashProvider like =
        provider(session, stored.getPasswordCredentialData().getAlgorithm());
    return like != null && like.verify(plain(typed), stored);
  }

  /** Takes as long as to compare one answer, for people who have none. */
  public void pretend() {
    provider.encodedCredential(NOTHING, iterations);
  }

  private static String plain(String typed) {
    String plain = PlainText.of(typed);
    return plain.isEmpty() ? NOTHING : plain;
  }
}
