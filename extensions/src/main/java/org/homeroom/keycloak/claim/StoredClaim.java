package org.homeroom.keycloak.claim;

import java.util.Comparator;
import org.keycloak.credential.CredentialModel;
import org.keycloak.models.jpa.entities.CredentialEntity;

/** A claim code as it is in the database, and whose it is. */
record StoredClaim(CredentialEntity entity) {
  /** The one that was issued last is the greatest. */
  static final Comparator<StoredClaim> BY_AGE =
      Comparator.<StoredClaim, Long>comparing(claim -> claim.entity.getCreatedDate())
          .thenComparing(StoredClaim::id);

  String id() {
    return entity.getId();
  }

  String ownerId() {
    return entity.getUser().getId();
  }

  ClaimCredentialModel claim() {
    CredentialModel model = new CredentialModel();
    model.setId(entity.getId());
    model.setCreatedDate(entity.getCreatedDate());
    model.setUserLabel(entity.getUserLabel());
    model.setCredentialData(entity.getCredentialData());
    model.setSecretData(entity.getSecretData());
    return ClaimCredentialModel.of(model);
  }

  /** Changes the entity, which {@link ClaimStore} has to write. */
  void activate() {
    ClaimCredentialModel active = claim().activated();
    entity.setCredentialData(active.getCredentialData());
    entity.setUserLabel(active.getUserLabel());
  }
}
