package org.homeroom.keycloak.questions.recovery;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.crypto.SecretKey;
import org.homeroom.keycloak.questions.AnswerHashing;
import org.homeroom.keycloak.questions.Question;
import org.homeroom.keycloak.questions.QuestionPolicy;
import org.homeroom.keycloak.questions.SecurityQuestions;
import org.keycloak.credential.CredentialModel;
import org.keycloak.crypto.Algorithm;
import org.keycloak.crypto.KeyUse;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.credential.PasswordCredentialModel;

/**
 * The questions of one recovery. They stay the same until it succeeds, so that nobody waits for the
 * easy ones. Who has none, or is nobody, is asked questions of the list, always the same ones for a
 * username, and no answer to them is right.
 */
final class AskedQuestions {
  private static final String PURPOSE = "homeroom security questions:";

  private final List<Question> questions;
  private final List<Integer> places;
  private final SecurityQuestions real;
  private final AnswerHashing hashing;

  private AskedQuestions(
      List<Question> questions,
      List<Integer> places,
      SecurityQuestions real,
      AnswerHashing hashing) {
    this.questions = questions;
    this.places = places;
    this.real = real;
    this.hashing = hashing;
  }

  /**
   * Those of a person who has some. Questions that are not in the list come only where there are
   * too few others: they would tell that there is this person.
   */
  static AskedQuestions of(
      KeycloakSession session,
      RealmModel realm,
      RecoveryPolicy policy,
      UserModel person,
      SecurityQuestions real) {
    String seed =
        person.getId() + ":" + real.chosenAt() + ":" + passwordOf(person).getCreatedDate();
    List<Integer> listed = real.listed();
    List<Integer> candidates = listed.size() < policy.ask() ? everyPlace(real.all()) : listed;
    List<Integer> places =
        new StableChoice(key(session, realm)).some(candidates, policy.ask(), PURPOSE + seed);
    return new AskedQuestions(real.all(), places, real, new AnswerHashing(session, realm));
  }

  private static List<Integer> everyPlace(List<Question> questions) {
    return IntStream.range(0, questions.size()).boxed().toList();
  }

  /** A new password asks for others the next time. */
  private static CredentialModel passwordOf(UserModel person) {
    return person
        .credentialManager()
        .getStoredCredentialsByTypeStream(PasswordCredentialModel.TYPE)
        .findFirst()
        .orElseGet(CredentialModel::new);
  }

  /** Those that anybody else is asked. */
  static AskedQuestions madeUp(
      KeycloakSession session, RealmModel realm, RecoveryPolicy policy, RecoveringPerson person) {
    List<Question> list = QuestionPolicy.of(realm).list();
    List<Integer> places =
        new StableChoice(key(session, realm))
            .some(everyPlace(list), policy.ask(), PURPOSE + person.plainUsername());
    return new AskedQuestions(list, places, null, new AnswerHashing(session, realm));
  }

  private static SecretKey key(KeycloakSession session, RealmModel realm) {
    return session.keys().getActiveKey(realm, KeyUse.SIG, Algorithm.HS512).getSecretKey();
  }

  boolean isReal() {
    return real != null;
  }

  /** Their texts in a language, in the order in which they are asked. */
  List<String> texts(String language) {
    return places.stream().map(place -> questions.get(place).text(language)).toList();
  }

  /**
   * Whether all are answered rightly. It takes the same time for everybody: where there is nothing
   * to compare with, as much is hashed.
   *
   * @param typed in the order in which they were asked, an empty text where nothing was typed
   */
  boolean areAnsweredBy(List<String> typed) {
    if (real == null) {
      typed.forEach(nothing -> hashing.pretend());
      return false;
    }
    Map<Integer, String> byPlace =
        IntStream.range(0, places.size())
            .boxed()
            .collect(Collectors.toMap(places::get, typed::get));
    return real.areAnsweredBy(byPlace);
  }

  int count() {
    return places.size();
  }
}
