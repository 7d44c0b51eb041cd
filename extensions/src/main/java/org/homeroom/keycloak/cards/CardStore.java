package org.homeroom.keycloak.cards;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.homeroom.keycloak.support.credentials.CredentialRows;
import org.keycloak.credential.CredentialModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel.RequiredAction;
import org.keycloak.models.credential.PasswordCredentialModel;
import org.keycloak.models.jpa.entities.CredentialEntity;

/**
 * Cards as credentials: a pending one has a type of its own, which nothing signs in with, and the
 * content of a password; to be activated it only changes its type.
 */
final class CardStore implements AutoCloseable {
  static final String PENDING = "card";

  /** After the credentials that people set up themselves, which Keycloak counts up from 10. */
  private static final int PENDING_PRIORITY = 1_000;

  private static final int PASSWORD_PRIORITY = 10;
  private static final Set<String> PENDING_ONLY = Set.of(PENDING);
  private static final Set<String> ALL = Set.of(PENDING, PasswordCredentialModel.TYPE);
  private static final Comparator<CredentialEntity> BY_AGE =
      Comparator.comparing(CredentialEntity::getCreatedDate).thenComparing(CredentialEntity::getId);

  private final CredentialRows rows;

  CardStore(KeycloakSession session, RealmModel realm) {
    this.rows = new CredentialRows(session, realm);
  }

  /**
   * Stores pending cards.
   *
   * @param hashes of their phrases, by user id
   * @return the cards' ids, by user id
   */
  Map<String, String> insert(Map<String, PasswordCredentialModel> hashes, Instant now) {
    return rows.insert(
        hashes.entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, entry -> pending(entry.getValue(), now))),
        PENDING_PRIORITY);
  }

  private static CredentialModel pending(PasswordCredentialModel hash, Instant now) {
    CredentialModel card = new CredentialModel();
    card.setType(PENDING);
    card.setCreatedDate(now.toEpochMilli());
    card.setUserLabel(label(now.toEpochMilli()) + ", not active yet");
    card.setCredentialData(hash.getCredentialData());
    card.setSecretData(hash.getSecretData());
    return card;
  }

  private static String label(long created) {
    return "Card of " + LocalDate.ofInstant(Instant.ofEpochMilli(created), ZoneOffset.UTC);
  }

  /**
   * Makes pending cards the passwords of their people, in place of other cards and passwords. Of
   * several cards of a person it is the newest.
   *
   * @param inCare whether the caller may, by user id
   * @return user ids of the people
   */
  Set<String> activate(Collection<String> cardIds, Predicate<String> inCare) {
    Map<String, CredentialEntity> named = newest(rows.byId(PENDING_ONLY, cardIds), inCare);
    rows.lock(named.keySet());
    List<String> ids = named.values().stream().map(CredentialEntity::getId).toList();
    List<CredentialEntity> cards = rows.byId(PENDING_ONLY, ids);
    cards.forEach(CardStore::makePassword);
    rows.update(cards);
    Set<String> kept = cards.stream().map(CredentialEntity::getId).collect(Collectors.toSet());
    Set<String> owners = cards.stream().map(CardStore::owner).collect(Collectors.toSet());
    rows.delete(
        rows.ofPeople(ALL, owners).stream().filter(old -> !kept.contains(old.getId())).toList());
    rows.dropRequiredAction(owners, RequiredAction.UPDATE_PASSWORD.name());
    return owners;
  }

  private static Map<String, CredentialEntity> newest(
      List<CredentialEntity> cards, Predicate<String> inCare) {
    return cards.stream()
        .filter(card -> inCare.test(owner(card)))
        .collect(
            Collectors.toMap(CardStore::owner, Function.identity(), BinaryOperator.maxBy(BY_AGE)));
  }

  private static void makePassword(CredentialEntity card) {
    card.setType(PasswordCredentialModel.TYPE);
    card.setPriority(PASSWORD_PRIORITY);
    card.setUserLabel(label(card.getCreatedDate()));
  }

  /** Cards by id, whether they are pending or have become passwords. */
  List<CredentialEntity> byId(Collection<String> cardIds) {
    return rows.byId(ALL, cardIds);
  }

  /** Pending cards of people, and their passwords. */
  List<CredentialEntity> ofPeople(Collection<String> userIds) {
    return rows.ofPeople(ALL, userIds);
  }

  void delete(Collection<CredentialEntity> cards) {
    rows.delete(cards);
  }

  /** User id of whose it is. */
  static String owner(CredentialEntity card) {
    return card.getUser().getId();
  }

  @Override
  public void close() {
    rows.close();
  }
}
