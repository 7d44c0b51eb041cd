package org.homeroom.keycloak.roster;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.homeroom.keycloak.roster.runs.LeaseResource;
import org.homeroom.keycloak.roster.runs.Leases;
import org.homeroom.keycloak.roster.runs.Runs;
import org.homeroom.keycloak.roster.runs.RunsResource;
import org.homeroom.keycloak.support.AdminCall;
import org.homeroom.keycloak.support.Caller;
import org.homeroom.keycloak.support.JsonLines;
import org.homeroom.keycloak.support.Refusal;
import org.homeroom.keycloak.support.StaffDuties;
import org.keycloak.events.admin.OperationType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/** The bulk roster endpoints, below {@code /admin/realms/{realm}/roster}. */
public final class RosterResource {
  private static final String EVENT_TYPE = "ROSTER_BATCH";

  private final AdminCall call;
  private final KeycloakSession session;
  private final RealmModel realm;

  RosterResource(AdminCall call) {
    this.call = call;
    this.session = call.session();
    this.realm = call.realm();
  }

  /**
   * Streams everything that a sync has written.
   *
   * @param of {@code people}, {@code classes}, {@code enrollments}, {@code schools} or {@code
   *     access-profiles}
   */
  @GET
  @Path("state")
  @Produces(JsonLines.MEDIA_TYPE)
  public Response state(@QueryParam("of") @DefaultValue("people") String of) {
    if (!call.auth().users().canView()) {
      throw Refusal.forbidden();
    }
    State state =
        State.of(of)
            .orElseThrow(
                () ->
                    Refusal.invalidRequest(
                        "Parameter 'of' must be people, classes, enrollments, schools or"
                            + " access-profiles."));
    return JsonLines.of(
        session,
        realm,
        (own, ownRealm, json) -> {
          try (RosterDatabase database = new RosterDatabase(own, ownRealm)) {
            state.write(database, json);
          }
        });
  }

  /** One run at a time. */
  @Path("lease")
  public LeaseResource lease() {
    return new LeaseResource(
        new Leases(session.getKeycloakSessionFactory(), realm.getId()),
        call.auth(),
        maySeeHowItFares());
  }

  /** What the runs did. */
  @Path("runs")
  public RunsResource runs() {
    return new RunsResource(new Runs(session, realm.getId()), call.auth(), maySeeHowItFares());
  }

  /** Whoever keeps the district may too, with the own token; it has ids in it and no names. */
  private boolean maySeeHowItFares() {
    return call.auth().users().canView()
        || StaffDuties.keepsDistrict(Caller.ofAdminApi(call.auth().adminAuth()), realm);
  }

  /**
   * Writes all rows that can be written.
   *
   * @param body a JSON array of rows, or a row a line
   * @param mediaType which of the two
   * @param lease of the run that sends it, so that nothing is written if it was lost; may be null
   */
  @POST
  @Path("batch")
  @Consumes({MediaType.APPLICATION_JSON, JsonLines.MEDIA_TYPE})
  @Produces(MediaType.APPLICATION_JSON)
  public BatchAnswer batch(
      InputStream body,
      @HeaderParam(HttpHeaders.CONTENT_TYPE) MediaType mediaType,
      @HeaderParam(LeaseResource.HEADER) String lease)
      throws IOException {
    if (!call.auth().users().canManage()) {
      throw Refusal.forbidden();
    }
    Batch batch = read(body, mediaType.isCompatible(MediaType.valueOf(JsonLines.MEDIA_TYPE)));
    List<RowResult> results = new ArrayList<>(batch.rejected());
    results.addAll(new Conflicts(rows -> inTransaction(rows, lease)).write(batch.rows()));
    new PlannerStatistics(session.getKeycloakSessionFactory()).renewWhereDoubled();
    BatchAnswer answer = BatchAnswer.of(results);
    record(answer);
    return answer;
  }

  private static Batch read(InputStream body, boolean ndjson) throws IOException {
    try {
      return BatchReader.read(body, ndjson);
    } catch (UnreadableBatch e) {
      throw e.isTooLarge()
          ? Refusal.tooLarge(e.getMessage())
          : Refusal.invalidRequest(e.getMessage());
    }
  }

  /** Not the request's own transaction: one that failed could not be tried again. */
  private List<RowResult> inTransaction(List<NumberedRow<RosterRow>> rows, String lease) {
    List<RowResult> results = new ArrayList<>();
    KeycloakModelUtils.runJobInTransaction(
        session.getKeycloakSessionFactory(),
        session.getContext(),
        own -> {
          if (lease != null && !Leases.holds(own, realm.getId(), lease)) {
            throw Refusal.conflict(
                "lease_lost",
                "Another run has taken the lease; what this one planned is out of date.");
          }
          RealmModel ownRealm = own.realms().getRealm(realm.getId());
          results.addAll(BatchTransaction.write(own, ownRealm, rows));
        });
    return results;
  }

  private void record(BatchAnswer answer) {
    call.event()
        .operation(OperationType.ACTION)
        .resource(EVENT_TYPE)
        .resourcePath("roster", "batch");
    answer
        .counts()
        .forEach((status, count) -> call.event().detail(status.code(), count.toString()));
    call.event().representation(answer.counts()).success();
  }
}
