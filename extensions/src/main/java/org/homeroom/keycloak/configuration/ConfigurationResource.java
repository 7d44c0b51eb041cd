package org.homeroom.keycloak.configuration;

import jakarta.persistence.FlushModeType;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.List;
import org.homeroom.keycloak.support.AdminCall;
import org.homeroom.keycloak.support.Refusal;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.events.admin.OperationType;
import org.keycloak.events.admin.ResourceType;
import org.keycloak.models.GroupModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.ModelDuplicateException;
import org.keycloak.models.RealmModel;
import org.keycloak.organization.utils.Organizations;

/** Realm-as-code's endpoints, below {@code /admin/realms/{realm}/configuration}. */
public final class ConfigurationResource {
  private final AdminCall call;
  private final KeycloakSession session;
  private final RealmModel realm;

  ConfigurationResource(AdminCall call) {
    this.call = call;
    this.session = call.session();
    this.realm = call.realm();
  }

  /**
   * The whole realm, as the stock partial export has it, with digests in place of secrets.
   *
   * @param nonce key of the digests: 16 to 64 bytes in base64url
   */
  @GET
  @Produces(MediaType.APPLICATION_JSON)
  public String read(@QueryParam("nonce") String nonce) {
    call.auth().realm().requireManageRealm();
    call.auth().groups().requireList();
    call.auth().clients().requireView();
    SecretDigests digests;
    try {
      digests = SecretDigests.withNonce(nonce);
    } catch (IllegalArgumentException e) {
      throw Refusal.invalidRequest(e.getMessage());
    }
    // Nothing is written here, so nothing has to be flushed before each query. Otherwise every
    // query looks at all that was
    // read before it, and the time grows with the square of the realm.
    session
        .getProvider(JpaConnectionProvider.class)
        .getEntityManager()
        .setFlushMode(FlushModeType.COMMIT);
    return RealmReading.of(session, realm, digests, call.auth().groups().canView());
  }

  /**
   * Makes a top-level flow as it is sent: steps that stay keep their ids, and whoever is signing in
   * goes on.
   *
   * @param alias of the flow
   * @param body a {@link FlowTree}
   * @return 204
   */
  @PUT
  @Path("flows/{alias}")
  @Consumes(MediaType.APPLICATION_JSON)
  public Response putFlow(@PathParam("alias") String alias, InputStream body) {
    call.auth().realm().requireManageRealm();
    boolean isNew = realm.getFlowByAlias(alias) == null;
    String id;
    try {
      id = new FlowWriter(session, realm).write(FlowTree.read(alias, body));
    } catch (IllegalArgumentException e) {
      session.getTransactionManager().setRollbackOnly();
      throw Refusal.invalidRequest(e.getMessage());
    }
    call.event()
        .operation(isNew ? OperationType.CREATE : OperationType.UPDATE)
        .resource(ResourceType.AUTH_FLOW)
        .resourcePath("authentication", "flows", id)
        .success();
    return Response.noContent().build();
  }

  /**
   * Makes groups with all below them, all or none.
   *
   * @param body {@link NewGroups}
   * @return 204
   */
  @POST
  @Path("groups")
  @Consumes(MediaType.APPLICATION_JSON)
  public Response makeGroups(InputStream body) {
    call.auth().realm().requireManageRealm();
    call.auth().groups().requireManage();
    List<String> ids;
    try {
      NewGroups wanted = NewGroups.read(body);
      ids =
          new GroupWriter(session, realm, call.auth().roles()::requireMapRole)
              .write(parent(wanted), wanted.groups());
    } catch (IllegalArgumentException e) {
      session.getTransactionManager().setRollbackOnly();
      throw Refusal.invalidRequest(e.getMessage());
    } catch (ModelDuplicateException e) {
      session.getTransactionManager().setRollbackOnly();
      throw Refusal.conflict("group_exists", "One of the groups is there already.");
    }
    call.event().operation(OperationType.CREATE).resource(ResourceType.GROUP);
    ids.forEach(id -> call.event().resourcePath("groups", id).success());
    return Response.noContent().build();
  }

  private GroupModel parent(NewGroups wanted) {
    if (wanted.parent() == null) {
      return null;
    }
    GroupModel found = realm.getGroupById(wanted.parent());
    if (found == null || Organizations.isOrganizationGroup(found)) {
      throw new IllegalArgumentException("There is no group with the id in `parent`.");
    }
    return found;
  }
}
