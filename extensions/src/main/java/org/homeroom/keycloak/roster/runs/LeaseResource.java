package org.homeroom.keycloak.roster.runs;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.homeroom.keycloak.support.Refusal;
import org.keycloak.services.resources.admin.fgap.AdminPermissionEvaluator;

/** {@code /admin/realms/{realm}/roster/lease}: one run at a time. */
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class LeaseResource {
  /** Header of every call that names a lease. */
  public static final String HEADER = "Homeroom-Lease";

  private static final int MOST_SECONDS = 3_600;
  private static final int LONGEST = 255;
  private static final String TOKEN = "[A-Za-z0-9-]{16,64}";

  private final Leases leases;
  private final AdminPermissionEvaluator auth;
  private final boolean mayRead;

  /**
   * @param mayRead whether the caller may read what is here
   */
  public LeaseResource(Leases leases, AdminPermissionEvaluator auth, boolean mayRead) {
    this.leases = leases;
    this.auth = auth;
    this.mayRead = mayRead;
  }

  /** Who holds the lease; 204 for nobody. */
  @GET
  public Response current() {
    if (!mayRead) {
      throw Refusal.forbidden();
    }
    Leases.Answer answer = leases.current();
    return answer.lease() == null ? Response.noContent().build() : granted(answer);
  }

  /** Takes the lease; 409 if somebody else holds it. */
  @POST
  public Response take(@HeaderParam(HEADER) String token, InputStream body) {
    requireManage();
    JsonNode request = Body.object(body);
    String holder = request.path("holder").asText("");
    if (holder.isBlank() || holder.length() > LONGEST) {
      throw Refusal.invalidRequest("'holder' must say who takes the lease, in 255 characters.");
    }
    Leases.Answer answer = leases.take(required(token), holder, seconds(request));
    return answer.isHeldBy(token) ? granted(answer) : refused("lease_held", answer);
  }

  /** Renews the lease; 409 if it was lost. */
  @PUT
  public Response renew(@HeaderParam(HEADER) String token, InputStream body) {
    requireManage();
    JsonNode request = Body.object(body);
    Leases.Answer answer = leases.renew(required(token), seconds(request));
    return answer.isHeldBy(token) ? granted(answer) : refused("lease_lost", answer);
  }

  /** Gives the lease back. */
  @DELETE
  public void release(@HeaderParam(HEADER) String token) {
    requireManage();
    leases.release(required(token));
  }

  private void requireManage() {
    if (!auth.users().canManage()) {
      throw Refusal.forbidden();
    }
  }

  private static String required(String token) {
    if (token == null || !token.matches(TOKEN)) {
      throw Refusal.invalidRequest(
          "Header " + HEADER + " must be a token of 16 to 64 letters, digits and hyphens.");
    }
    return token;
  }

  private static int seconds(JsonNode request) {
    JsonNode seconds = request.path("seconds");
    if (!seconds.isInt() || seconds.intValue() < 1 || seconds.intValue() > MOST_SECONDS) {
      throw Refusal.invalidRequest("'seconds' must be a number from 1 to 3600.");
    }
    return seconds.intValue();
  }

  private static Response granted(Leases.Answer answer) {
    return Response.ok(described(answer)).build();
  }

  private static Response refused(String code, Leases.Answer answer) {
    Map<String, Object> said = new LinkedHashMap<>();
    said.put("error", code);
    said.put(
        "message",
        answer.lease() == null
            ? "The lease ran out or was given back."
            : "%s holds the lease until %s."
                .formatted(answer.lease().holder(), instant(answer.lease().expiresAt())));
    if (answer.lease() != null) {
      said.putAll(described(answer));
    }
    return Response.status(Response.Status.CONFLICT).entity(said).build();
  }

  /** Without the token: it is for whoever chose it. */
  private static Map<String, Object> described(Leases.Answer answer) {
    Lease lease = answer.lease();
    Map<String, Object> said = new LinkedHashMap<>();
    said.put("holder", lease.holder());
    said.put("taken", instant(lease.takenAt()));
    said.put("expires", instant(lease.expiresAt()));
    said.put("seconds", Math.max(0, (lease.expiresAt() - answer.now()) / 1_000.0));
    return said;
  }

  private static String instant(long millis) {
    return Instant.ofEpochMilli(millis).toString();
  }
}
