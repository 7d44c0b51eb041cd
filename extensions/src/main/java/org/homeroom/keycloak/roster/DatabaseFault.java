package org.homeroom.keycloak.roster;

import jakarta.persistence.EntityExistsException;
import jakarta.persistence.OptimisticLockException;
import jakarta.persistence.PessimisticLockException;
import java.util.List;
import org.hibernate.StaleStateException;
import org.hibernate.exception.ConstraintViolationException;
import org.hibernate.exception.DataException;
import org.hibernate.exception.LockAcquisitionException;
import org.keycloak.models.ModelDuplicateException;

/** Tells what a row can cause from what is wrong with the database as a whole. */
final class DatabaseFault {
  private static final List<Class<? extends RuntimeException>> CONFLICTS =
      List.of(
          ConstraintViolationException.class,
          DataException.class,
          StaleStateException.class,
          LockAcquisitionException.class,
          OptimisticLockException.class,
          PessimisticLockException.class,
          EntityExistsException.class,
          ModelDuplicateException.class);

  private DatabaseFault() {}

  /** Whether a row, or somebody who writes at the same time, is the cause at any depth. */
  static boolean isConflict(Throwable failure) {
    for (Throwable at = failure; at != null; at = at.getCause()) {
      for (Class<? extends RuntimeException> conflict : CONFLICTS) {
        if (conflict.isInstance(at)) {
          return true;
        }
      }
    }
    return false;
  }
}
