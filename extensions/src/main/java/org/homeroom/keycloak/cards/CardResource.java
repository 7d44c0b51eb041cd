package org.homeroom.keycloak.cards;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.security.SecureRandom;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.homeroom.keycloak.cards.CardAnswer.IssuedCard;
import org.homeroom.keycloak.support.AdminCall;
import org.homeroom.keycloak.support.People;
import org.homeroom.keycloak.support.PeopleEvent;
import org.homeroom.keycloak.support.Person;
import org.homeroom.keycloak.support.Recipients;
import org.homeroom.keycloak.support.Recipients.Recipient;
import org.homeroom.keycloak.support.Refusal;
import org.homeroom.keycloak.support.RequestBody;
import org.homeroom.keycloak.support.Responsibility;
import org.homeroom.keycloak.support.SignOut;
import org.homeroom.keycloak.support.StaffAct;
import org.keycloak.events.EventType;
import org.keycloak.events.admin.OperationType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.credential.PasswordCredentialModel;
import org.keycloak.models.jpa.entities.CredentialEntity;

/** The endpoints below {@code /admin/realms/{realm}/cards}; see docs/reference/extension.md. */
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class CardResource {
  /** How many one call may have: their phrases are hashed while it waits. */
  static final int MOST = 1_000;

  private static final String EVENT_TYPE = "CARD";
  private static final String PEOPLE = "people";
  private static final String CLASSES = "classes";
  private static final String CARDS = "cards";
  private static final String LANGUAGE = "language";
  private static final String SIGN_OUT = "signOut";
  private static final RandomGenerator RANDOM = new SecureRandom();

  private final AdminCall call;
  private final KeycloakSession session;
  private final RealmModel realm;
  private final CardPolicy policy;

  CardResource(AdminCall call) {
    this.call = call;
    this.session = call.session();
    this.realm = call.realm();
    this.policy = CardPolicy.of(realm);
  }

  /** Makes pending cards for people or for the students of classes. */
  @POST
  @Path("issue")
  public CardAnswer issue(InputStream body) throws IOException {
    Responsibility responsibility = Responsibility.toManage(call);
    RequestBody request = RequestBody.read(body, new TreeSet<>(Set.of(PEOPLE, CLASSES, LANGUAGE)));
    String whom = request.oneOf(PEOPLE, CLASSES);
    List<String> sourcedIds = request.strings(whom, MOST);
    WordList words = words(request.text(LANGUAGE));
    Recipients recipients =
        new Recipients(session, realm, responsibility, CardPolicy.ATTRIBUTES, policy::admits, MOST);
    if (whom.equals(PEOPLE)) {
      recipients.addPeople(sourcedIds);
    } else {
      recipients.addClasses(sourcedIds);
    }
    CardAnswer answer = new CardAnswer(issue(recipients.admitted(), words), recipients.refused());
    record(
        "issue", OperationType.CREATE, answer.issued().stream().map(IssuedCard::userId).toList());
    return answer;
  }

  private WordList words(Optional<String> language) {
    return language
        .map(
            asked ->
                WordList.of(asked)
                    .orElseThrow(
                        () ->
                            Refusal.invalidRequest(
                                "'%s' must be one of: %s.".formatted(LANGUAGE, languages()))))
        .or(() -> Optional.ofNullable(realm.getDefaultLocale()).flatMap(WordList::of))
        .orElse(WordList.ENGLISH);
  }

  private static String languages() {
    return Stream.of(WordList.values()).map(WordList::language).collect(Collectors.joining(", "));
  }

  private List<IssuedCard> issue(List<Recipient> recipients, WordList words) {
    List<String> phrases =
        recipients.stream().map(recipient -> PassPhrase.draw(words, RANDOM)).toList();
    List<PasswordCredentialModel> hashed = new PhraseHashing(session, realm).hash(phrases);
    Map<String, PasswordCredentialModel> hashes = new HashMap<>();
    for (int at = 0; at < recipients.size(); at++) {
      hashes.put(recipients.get(at).person().id(), hashed.get(at));
    }
    try (CardStore store = new CardStore(session, realm)) {
      Map<String, String> ids = store.insert(hashes, call.clock().instant());
      return IntStream.range(0, recipients.size())
          .mapToObj(
              at -> {
                Recipient recipient = recipients.get(at);
                return IssuedCard.of(recipient, ids.get(recipient.person().id()), phrases.get(at));
              })
          .toList();
    }
  }

  /** Makes pending cards the passwords of their people; what is gone or active is left. */
  @POST
  @Path("activate")
  public Map<String, Integer> activate(InputStream body) throws IOException {
    Responsibility responsibility = Responsibility.toManage(call);
    RequestBody request = RequestBody.read(body, Set.of(CARDS));
    List<String> cardIds = request.strings(CARDS);
    try (CardStore store = new CardStore(session, realm)) {
      Set<String> owners = store.activate(cardIds, responsibility::includesPerson);
      record("activate", OperationType.UPDATE, owners);
      tell("activate", owners);
      return Map.of("activated", owners.size());
    }
  }

  /**
   * Deletes pending cards, and the passwords of people who may have a card: whoever found a card
   * may have changed the password since.
   */
  @POST
  @Path("void")
  public Map<String, Integer> voidCards(InputStream body) throws IOException {
    Responsibility responsibility = Responsibility.toManage(call);
    RequestBody request = RequestBody.read(body, new TreeSet<>(Set.of(PEOPLE, CARDS, SIGN_OUT)));
    String what = request.oneOf(PEOPLE, CARDS);
    boolean signOut = request.flag(SIGN_OUT);
    List<String> named = request.strings(what);
    try (CardStore store = new CardStore(session, realm)) {
      List<CredentialEntity> found =
          what.equals(PEOPLE)
              ? store.ofPeople(responsibility.idsInCare(new People(session, realm), named))
              : store.byId(named).stream()
                  .filter(ofPerson(responsibility::includesPerson))
                  .toList();
      List<CredentialEntity> voided = withoutOthersPasswords(found);
      store.delete(voided);
      Set<String> owners = voided.stream().map(CardStore::owner).collect(Collectors.toSet());
      if (signOut) {
        owners.forEach(owner -> new SignOut(session, realm, call.clock()).of(owner));
      }
      record("void", OperationType.DELETE, owners);
      if (what.equals(PEOPLE)) {
        tell("void", owners);
      }
      return Map.of("voided", voided.size());
    }
  }

  private List<CredentialEntity> withoutOthersPasswords(List<CredentialEntity> credentials) {
    Set<String> owners = credentials.stream().map(CardStore::owner).collect(Collectors.toSet());
    Set<String> admitted =
        new People(session, realm)
            .byId(owners, CardPolicy.ATTRIBUTES).values().stream()
                .filter(policy::admits)
                .map(Person::id)
                .collect(Collectors.toSet());
    return credentials.stream()
        .filter(
            credential ->
                credential.getType().equals(CardStore.PENDING)
                    || admitted.contains(CardStore.owner(credential)))
        .toList();
  }

  private static Predicate<CredentialEntity> ofPerson(Predicate<String> inCare) {
    return credential -> inCare.test(CardStore.owner(credential));
  }

  private void record(String action, OperationType operation, Collection<String> userIds) {
    PeopleEvent.record(call.event(), EVENT_TYPE, operation, userIds, "cards", action);
  }

  /** The events of the people concerned; what was issued and not printed concerns nobody. */
  private void tell(String action, Collection<String> userIds) {
    new StaffAct(session, realm, call.caller())
        .record(EventType.UPDATE_CREDENTIAL, "cards/" + action, userIds);
  }
}
