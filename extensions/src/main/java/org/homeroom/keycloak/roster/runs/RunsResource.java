package org.homeroom.keycloak.roster.runs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.time.Duration;
import org.homeroom.keycloak.support.Refusal;
import org.keycloak.services.resources.admin.fgap.AdminPermissionEvaluator;

/** {@code /admin/realms/{realm}/roster/runs}: what the runs did, for people. */
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class RunsResource {
  private static final int MOST = 1_000;
  private static final int MOST_DAYS = 3_650;
  private static final String ID = "[A-Za-z0-9-]{8,64}";

  private final Runs runs;
  private final AdminPermissionEvaluator auth;
  private final boolean mayRead;

  /**
   * @param mayRead whether the caller may read what is here
   */
  public RunsResource(Runs runs, AdminPermissionEvaluator auth, boolean mayRead) {
    this.runs = runs;
    this.auth = auth;
    this.mayRead = mayRead;
  }

  /**
   * Records, newest first.
   *
   * @param most how many, 20 if it is not said
   * @param person sourcedId: only runs that changed this person
   */
  @GET
  public Response latest(
      @QueryParam("max") @DefaultValue("20") int most, @QueryParam("person") String person) {
    requireView();
    if (most < 1 || most > MOST) {
      throw Refusal.invalidRequest("Parameter 'max' must be a number from 1 to 1000.");
    }
    return Response.ok(person == null ? runs.latest(most) : runs.ofPerson(person, most)).build();
  }

  /** One record. */
  @GET
  @Path("{id}")
  public ObjectNode one(@PathParam("id") String id) {
    requireView();
    return runs.one(id).orElseThrow(NotFoundException::new);
  }

  /**
   * Keeps a record.
   *
   * @param days how long records are kept; without it nothing is forgotten
   */
  @PUT
  @Path("{id}")
  public void keep(
      @PathParam("id") String id, @QueryParam("keepDays") Integer days, InputStream body) {
    if (!auth.users().canManage()) {
      throw Refusal.forbidden();
    }
    if (!id.matches(ID)) {
      throw Refusal.invalidRequest("A run's id is 8 to 64 letters, digits and hyphens.");
    }
    if (days != null && (days < 1 || days > MOST_DAYS)) {
      throw Refusal.invalidRequest("Parameter 'keepDays' must be a number from 1 to 3650.");
    }
    if (!runs.keep(id, Body.object(body))) {
      throw Refusal.invalidRequest("This id is that of another run.");
    }
    if (days != null) {
      runs.forgetOlderThan(Duration.ofDays(days));
    }
  }

  private void requireView() {
    if (!mayRead) {
      throw Refusal.forbidden();
    }
  }
}
