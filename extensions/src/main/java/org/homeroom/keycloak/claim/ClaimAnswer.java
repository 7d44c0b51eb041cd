package org.homeroom.keycloak.claim;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.LocalDate;
import java.util.List;
import org.homeroom.keycloak.support.Person;
import org.homeroom.keycloak.support.Recipients.Recipient;
import org.homeroom.keycloak.support.Recipients.Refused;
import org.homeroom.keycloak.support.classes.ClassEntity;

/** The answer of {@code issue} and {@code reset}: codes, and who got none. */
public record ClaimAnswer(List<IssuedClaim> issued, List<Refused> refused) {
  public ClaimAnswer {
    issued = List.copyOf(issued);
    refused = List.copyOf(refused);
  }

  /**
   * A new code. This is the only place where it ever appears.
   *
   * @param code as letters print it
   * @param schoolClass {@code sourcedId} of the class it was asked for by, or null
   * @param classTitle title of that class, or null
   * @param email null where there is none
   * @param language that the person last chose, or null
   * @param expires last day on which it works
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record IssuedClaim(
      String sourcedId,
      String userId,
      String claimId,
      String code,
      String username,
      String firstName,
      String lastName,
      String grade,
      @JsonProperty("class") String schoolClass,
      String classTitle,
      String email,
      String language,
      String expires) {

    static IssuedClaim of(
        Recipient recipient, String claimId, ClaimCode code, String email, LocalDate lastDay) {
      Person person = recipient.person();
      return new IssuedClaim(
          person.sourcedId(),
          person.id(),
          claimId,
          code.format(),
          person.username(),
          person.firstName(),
          person.lastName(),
          person.attribute(ClaimPolicy.GRADE).orElse(null),
          recipient.schoolClass().map(ClassEntity::getSourcedId).orElse(null),
          recipient.schoolClass().map(ClassEntity::getTitle).orElse(null),
          email,
          person.attribute(ClaimPolicy.LANGUAGE).orElse(null),
          lastDay.toString());
    }

    /** Without the code, which is a secret. */
    @Override
    public String toString() {
      return "IssuedClaim[claimId=" + claimId + "]";
    }
  }

  /** The answer of {@code send}. */
  public record MailedClaims(List<MailedClaim> sent, List<Refused> refused) {
    public MailedClaims {
      sent = List.copyOf(sent);
      refused = List.copyOf(refused);
    }
  }

  /** A code that was sent to its owner; nobody else is told what it is. */
  public record MailedClaim(String sourcedId, String userId, String claimId, String expires) {
    static MailedClaim of(IssuedClaim claim) {
      return new MailedClaim(claim.sourcedId(), claim.userId(), claim.claimId(), claim.expires());
    }
  }
}
