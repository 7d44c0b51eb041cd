package org.homeroom.keycloak.configuration;

import jakarta.persistence.EntityManager;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.keycloak.common.util.Time;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.ClientModel;
import org.keycloak.models.GroupModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.jpa.entities.GroupAttributeEntity;
import org.keycloak.models.jpa.entities.GroupEntity;
import org.keycloak.models.jpa.entities.GroupRoleMappingEntity;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * Makes many groups at once, as entities. Keycloak's own way goes through its whole cache several
 * times for each group and flushes after each, so its time grows with both.
 */
final class GroupWriter {
  private final RealmModel realm;
  private final Consumer<RoleModel> mayGive;
  private final EntityManager entities;
  private final Map<List<String>, String> roleIds = new HashMap<>();
  private final List<String> made = new ArrayList<>();

  /**
   * @param mayGive is asked for each role that a group gets, and throws if it may not be given
   */
  GroupWriter(KeycloakSession session, RealmModel realm, Consumer<RoleModel> mayGive) {
    this.realm = realm;
    this.mayGive = mayGive;
    this.entities = session.getProvider(JpaConnectionProvider.class).getEntityManager();
  }

  /**
   * Makes groups with all below them.
   *
   * @param parent null for the top
   * @return ids of all groups that were made
   * @throws IllegalArgumentException for a role that is not there
   * @throws org.keycloak.models.ModelDuplicateException for a name that is taken
   */
  List<String> write(GroupModel parent, List<GroupTree> groups) {
    // The first is made by Keycloak itself, so that its caches, on all nodes, forget which groups
    // the parent has. The others are in no cache yet.
    GroupTree first = groups.get(0);
    GroupEntity told =
        entities.find(GroupEntity.class, realm.createGroup(first.name(), parent).getId());
    fill(told, first);
    String parentId = parent == null ? GroupEntity.TOP_PARENT_ID : parent.getId();
    groups.subList(1, groups.size()).forEach(group -> make(group, parentId));
    entities.flush();
    return made;
  }

  private void make(GroupTree group, String parentId) {
    GroupEntity entity = new GroupEntity();
    entity.setId(KeycloakModelUtils.generateId());
    entity.setName(group.name());
    entity.setRealm(realm.getId());
    entity.setParentId(parentId);
    entity.setType(GroupModel.Type.REALM.intValue());
    long now = Time.currentTimeMillis();
    entity.setCreatedTimestamp(now);
    entity.setLastModifiedTimestamp(now);
    entities.persist(entity);
    fill(entity, group);
  }

  private void fill(GroupEntity entity, GroupTree group) {
    made.add(entity.getId());
    entity.setDescription(group.description());
    group
        .attributes()
        .forEach((name, values) -> values.forEach(value -> addAttribute(entity, name, value)));
    group.realmRoles().forEach(role -> give(entity, null, role));
    group
        .clientRoles()
        .forEach((client, roles) -> roles.forEach(role -> give(entity, client, role)));
    group.subGroups().forEach(below -> make(below, entity.getId()));
  }

  private void addAttribute(GroupEntity group, String name, String value) {
    GroupAttributeEntity attribute = new GroupAttributeEntity();
    attribute.setId(KeycloakModelUtils.generateId());
    attribute.setName(name);
    attribute.setValue(value);
    attribute.setGroup(group);
    entities.persist(attribute);
    group.getAttributes().add(attribute);
  }

  private void give(GroupEntity group, String clientId, String name) {
    GroupRoleMappingEntity mapping = new GroupRoleMappingEntity();
    mapping.setGroup(group);
    mapping.setRoleId(
        roleIds.computeIfAbsent(
            clientId == null ? List.of(name) : List.of(name, clientId),
            key -> roleId(clientId, name)));
    entities.persist(mapping);
  }

  private String roleId(String clientId, String name) {
    RoleModel role;
    if (clientId == null) {
      role = realm.getRole(name);
    } else {
      ClientModel client = realm.getClientByClientId(clientId);
      role = client == null ? null : client.getRole(name);
    }
    if (role == null) {
      throw new IllegalArgumentException(
          clientId == null
              ? "There is no role '%s'.".formatted(name)
              : "There is no role '%s' of client '%s'.".formatted(name, clientId));
    }
    mayGive.accept(role);
    return role.getId();
  }
}
