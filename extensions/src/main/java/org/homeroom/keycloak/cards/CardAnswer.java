package org.homeroom.keycloak.cards;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.homeroom.keycloak.support.Person;
import org.homeroom.keycloak.support.Recipients.Recipient;
import org.homeroom.keycloak.support.Recipients.Refused;
import org.homeroom.keycloak.support.classes.ClassEntity;

/** The answer of {@code issue}: cards that are still pending, and who got none. */
public record CardAnswer(List<IssuedCard> issued, List<Refused> refused) {
  public CardAnswer {
    issued = List.copyOf(issued);
    refused = List.copyOf(refused);
  }

  /**
   * A new card. This is the only place where its phrase ever appears.
   *
   * @param phrase as it has to be typed
   * @param schoolClass {@code sourcedId} of the class it was asked for by, or null
   * @param classTitle title of that class, or null
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record IssuedCard(
      String sourcedId,
      String userId,
      String cardId,
      String phrase,
      String username,
      String firstName,
      String lastName,
      String grade,
      @JsonProperty("class") String schoolClass,
      String classTitle) {

    static IssuedCard of(Recipient recipient, String cardId, String phrase) {
      Person person = recipient.person();
      return new IssuedCard(
          person.sourcedId(),
          person.id(),
          cardId,
          phrase,
          person.username(),
          person.firstName(),
          person.lastName(),
          person.attribute(CardPolicy.GRADE).orElse(null),
          recipient.schoolClass().map(ClassEntity::getSourcedId).orElse(null),
          recipient.schoolClass().map(ClassEntity::getTitle).orElse(null));
    }

    /** Without the phrase, which is a secret. */
    @Override
    public String toString() {
      return "IssuedCard[cardId=" + cardId + "]";
    }
  }
}
