package org.homeroom.keycloak.cards;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.keycloak.credential.hash.PasswordHashProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.PasswordPolicy;
import org.keycloak.models.RealmModel;
import org.keycloak.models.credential.PasswordCredentialModel;

/**
 * Hashes phrases as the realm hashes passwords, two at a time: that is slow by intention, and a
 * teacher waits for thirty of them.
 */
final class PhraseHashing {
  private static final int AT_A_TIME = 2;

  private final PasswordHashProvider provider;
  private final int iterations;

  PhraseHashing(KeycloakSession session, RealmModel realm) {
    PasswordPolicy policy = realm.getPasswordPolicy();
    this.provider = provider(session, policy.getHashAlgorithm());
    this.iterations = policy.getHashIterations();
  }

  private static PasswordHashProvider provider(KeycloakSession session, String algorithm) {
    PasswordHashProvider wanted =
        algorithm == null ? null : session.getProvider(PasswordHashProvider.class, algorithm);
    return wanted == null ? session.getProvider(PasswordHashProvider.class) : wanted;
  }

  /**
   * @return the hashes, in the order of the phrases
   */
  List<PasswordCredentialModel> hash(List<String> phrases) {
    ExecutorService threads = Executors.newFixedThreadPool(AT_A_TIME);
    try {
      return phrases.stream()
          .map(
              phrase ->
                  CompletableFuture.supplyAsync(
                      () -> provider.encodedCredential(phrase, iterations), threads))
          .toList()
          .stream()
          .map(CompletableFuture::join)
          .toList();
    } finally {
      threads.shutdown();
    }
  }
}
