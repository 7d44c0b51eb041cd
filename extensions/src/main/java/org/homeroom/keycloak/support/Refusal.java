package org.homeroom.keycloak.support;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;

/**
 * A request that is not carried out, answered as {@code {"error": code, "message": text}}.
 *
 * <p>Throw it before anything is written: it says nothing to the transaction of the request.
 */
public final class Refusal extends WebApplicationException {
  private static final long serialVersionUID = 1L;

  private Refusal(Response.Status status, String code, String message) {
    super(
        message,
        Response.status(status)
            .type(MediaType.APPLICATION_JSON_TYPE)
            .entity(Map.of("error", code, "message", message))
            .build());
  }

  /**
   * 400: the body or a parameter cannot be understood.
   *
   * @param message names the row or the parameter, and what to do
   */
  public static Refusal invalidRequest(String message) {
    return new Refusal(Response.Status.BAD_REQUEST, "invalid_request", message);
  }

  /** 401: no token, or one that is not valid in this realm. */
  public static Refusal unauthorized() {
    return new Refusal(
        Response.Status.UNAUTHORIZED,
        "unauthorized",
        "Send a valid access token of this realm in the Authorization header.");
  }

  /** 403: the caller lacks the power; also the answer for a person who does not exist. */
  public static Refusal forbidden() {
    return new Refusal(
        Response.Status.FORBIDDEN, "forbidden", "This account may not do that for these people.");
  }

  /**
   * 409: somebody else has changed what the call relies on.
   *
   * @param code tells programs what
   * @param message tells people what
   */
  public static Refusal conflict(String code, String message) {
    return new Refusal(Response.Status.CONFLICT, code, message);
  }

  /**
   * 413: more rows or people than one call may have.
   *
   * @param message names the limit
   */
  public static Refusal tooLarge(String message) {
    return new Refusal(Response.Status.REQUEST_ENTITY_TOO_LARGE, "too_large", message);
  }
}
