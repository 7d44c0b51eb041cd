package org.homeroom.keycloak.duties;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.homeroom.keycloak.support.AdminCall;
import org.homeroom.keycloak.support.Caller;
import org.homeroom.keycloak.support.Duties;
import org.homeroom.keycloak.support.Refusal;
import org.homeroom.keycloak.support.RequestBody;
import org.homeroom.keycloak.support.StaffDuties;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * The endpoints below {@code /admin/realms/{realm}/duties}; see docs/reference/extension.md. All of
 * them are about the caller, who is a member of staff of the realm.
 */
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class DutiesResource {
  private static final String NAME = "name";
  private static final String PARAMETERS = "parameters";

  private final AdminCall call;
  private final KeycloakSession session;
  private final RealmModel realm;

  DutiesResource(AdminCall call) {
    this.call = call;
    this.session = call.session();
    this.realm = call.realm();
  }

  /** Where the caller's roles count. */
  @GET
  public Duties duties() {
    return new StaffDuties(session, realm).dutiesOf(caller());
  }

  /** What the caller has saved for printing. */
  @GET
  @Path("printing-sets")
  public List<PrintingSet> printingSets() {
    return ownSets().all();
  }

  /** Saves parameters under a name, in place of those of that name. */
  @POST
  @Path("printing-sets/save")
  public Map<String, Integer> save(InputStream body) throws IOException {
    PrintingSets sets = ownSets();
    RequestBody request = RequestBody.read(body, new TreeSet<>(Set.of(NAME, PARAMETERS)));
    sets.save(new PrintingSet(required(request, NAME), required(request, PARAMETERS)));
    return count(sets);
  }

  /** Forgets what was saved under a name; nothing happens if there is nothing. */
  @POST
  @Path("printing-sets/remove")
  public Map<String, Integer> remove(InputStream body) throws IOException {
    PrintingSets sets = ownSets();
    sets.remove(required(RequestBody.read(body, Set.of(NAME)), NAME));
    return count(sets);
  }

  private PrintingSets ownSets() {
    Caller caller = caller();
    new StaffDuties(session, realm).dutiesOf(caller);
    return new PrintingSets(caller.person());
  }

  private Caller caller() {
    return Caller.ofAdminApi(call.auth().adminAuth());
  }

  private static Map<String, Integer> count(PrintingSets sets) {
    return Map.of("sets", sets.all().size());
  }

  private static String required(RequestBody request, String key) {
    return request
        .text(key)
        .filter(text -> !text.isBlank())
        .orElseThrow(() -> Refusal.invalidRequest("'%s' must be a text.".formatted(key)));
  }
}
