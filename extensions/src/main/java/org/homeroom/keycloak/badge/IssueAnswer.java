package org.homeroom.keycloak.badge;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.homeroom.keycloak.support.Recipients.Refused;

/** The answer of {@code issue}: badges that are still pending, and who got none. */
public record IssueAnswer(List<IssuedBadge> issued, List<Refused> refused) {
  public IssueAnswer {
    issued = List.copyOf(issued);
    refused = List.copyOf(refused);
  }

  /**
   * A new badge. This is the only place where its code, picture and PIN ever appear.
   *
   * @param schoolClass {@code sourcedId} of the class it was asked for by, or null
   * @param classTitle title of that class, or null
   * @param picture the name of the pupil's picture, where one follows the badge
   * @param pin the pupil's PIN, where one follows the badge
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record IssuedBadge(
      String sourcedId,
      String userId,
      String credentialId,
      String code,
      String username,
      String firstName,
      String lastName,
      String grade,
      @JsonProperty("class") String schoolClass,
      String classTitle,
      String picture,
      String pin) {

    /** Without the secrets. */
    @Override
    public String toString() {
      return "IssuedBadge[credentialId=" + credentialId + "]";
    }
  }
}
