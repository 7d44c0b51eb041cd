package org.homeroom.keycloak.care;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Set;

/**
 * How somebody stands with signing in.
 *
 * @param lastSignIn ISO 8601 UTC; null if there was none within the time for which events are kept
 * @param lastFailure likewise
 * @param failures failed sign-ins in a row, as the protection against guessing counts them
 * @param lockedUntil until when that protection refuses the person; null if it does not
 * @param has kinds of credentials, such as {@code password}, {@code otp} and {@code badge}
 * @param pending required actions that are still to do, such as {@code UPDATE_PASSWORD}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record SignInState(
    String sourcedId,
    String userId,
    boolean enabled,
    @JsonFormat(shape = JsonFormat.Shape.STRING) Instant lastSignIn,
    @JsonFormat(shape = JsonFormat.Shape.STRING) Instant lastFailure,
    int failures,
    @JsonFormat(shape = JsonFormat.Shape.STRING) Instant lockedUntil,
    Set<String> has,
    Set<String> pending) {
  SignInState {
    has = Set.copyOf(has);
    pending = Set.copyOf(pending);
  }
}
