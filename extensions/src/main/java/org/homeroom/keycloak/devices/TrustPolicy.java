package org.homeroom.keycloak.devices;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.homeroom.keycloak.support.Network;
import org.keycloak.models.RealmModel;

/**
 * Whether and for how long a device may be trusted.
 *
 * @param days 0 where none may
 * @param sharedNetworks where devices belong to everybody: none is trusted there
 */
record TrustPolicy(int days, List<Network> sharedNetworks) {
  static final String DAYS = "homeroom.trusted-device.days";
  static final String SHARED_NETWORKS = "homeroom.trusted-device.shared-networks";
  private static final TrustPolicy NEVER = new TrustPolicy(0, List.of());

  TrustPolicy {
    sharedNetworks = List.copyOf(sharedNetworks);
  }

  /**
   * The policy of a realm; no device is trusted where the attributes are missing or cannot be read.
   */
  static TrustPolicy of(RealmModel realm) {
    String days = attribute(realm, DAYS);
    List<String> networks =
        Arrays.stream(attribute(realm, SHARED_NETWORKS).split(","))
            .map(String::strip)
            .filter(network -> !network.isEmpty())
            .toList();
    List<Network> shared = networks.stream().flatMap(text -> Network.parse(text).stream()).toList();
    return days.matches("\\d{1,3}") && shared.size() == networks.size()
        ? new TrustPolicy(Integer.parseInt(days), shared)
        : NEVER;
  }

  private static String attribute(RealmModel realm, String name) {
    return Optional.ofNullable(realm.getAttribute(name)).orElse("").strip();
  }

  /**
   * @param address of the device, as Keycloak sees it
   */
  boolean admits(String address) {
    return days > 0 && sharedNetworks.stream().noneMatch(network -> network.contains(address));
  }

  Duration lifetime() {
    return Duration.ofDays(days);
  }
}
