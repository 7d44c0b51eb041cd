package org.homeroom.keycloak.support;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.keycloak.models.RealmModel;

/** Which day it is in the district, by the realm's attribute {@code homeroom.time-zone}. */
public final class DistrictDay {
  private DistrictDay() {}

  /** Today in the district. */
  public static LocalDate today(RealmModel realm) {
    return LocalDate.now(zone(realm));
  }

  /** Its time zone; UTC where the attribute is missing or names none. */
  public static ZoneId zone(RealmModel realm) {
    String zone = realm.getAttribute("homeroom.time-zone");
    try {
      return zone == null ? ZoneOffset.UTC : ZoneId.of(zone);
    } catch (DateTimeException notAZone) {
      return ZoneOffset.UTC;
    }
  }
}
