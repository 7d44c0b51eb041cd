package org.homeroom.keycloak.badge;

import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Collectors;
import org.keycloak.credential.CredentialModel;
import org.keycloak.models.jpa.entities.CredentialEntity;
import org.keycloak.models.jpa.entities.UserEntity;

/** A badge as it is in the database, and whose it is. */
record StoredBadge(CredentialEntity entity) {
  /** The one that was issued last is the greatest. */
  static final Comparator<StoredBadge> BY_AGE =
      Comparator.<StoredBadge, Long>comparing(badge -> badge.entity.getCreatedDate())
          .thenComparing(StoredBadge::id);

  String id() {
    return entity.getId();
  }

  UserEntity owner() {
    return entity.getUser();
  }

  String ownerId() {
    return owner().getId();
  }

  BadgeCredentialModel badge() {
    CredentialModel model = new CredentialModel();
    model.setId(entity.getId());
    model.setCreatedDate(entity.getCreatedDate());
    model.setUserLabel(entity.getUserLabel());
    model.setCredentialData(entity.getCredentialData());
    model.setSecretData(entity.getSecretData());
    return BadgeCredentialModel.of(model);
  }

  /** User ids by credential id. */
  static Map<String, String> owners(Collection<StoredBadge> badges) {
    return badges.stream().collect(Collectors.toMap(StoredBadge::id, StoredBadge::ownerId));
  }

  /** Changes the entity, which {@link BadgeStore} has to write. */
  void become(BadgeCredentialModel changed) {
    entity.setCredentialData(changed.getCredentialData());
    entity.setUserLabel(changed.getUserLabel());
  }
}
