package org.homeroom.keycloak.roster;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Decides who may have the user name and the e-mail address that a batch wants for them. What
 * counts is how everybody is called after the batch: people may swap names, or take one that
 * another person of the batch gives up.
 */
final class NameClaims {

  /**
   * What a row wants somebody to be called.
   *
   * @param person id of the account
   * @param email null for none
   */
  record Claim(int row, String person, String username, String email) {}

  private final Map<String, String> usernameHolders;
  private final Map<String, String> emailHolders;

  /**
   * @param usernameHolders id of the account that has each of the wanted user names now
   * @param emailHolders likewise of e-mail addresses; empty where several may share one
   */
  NameClaims(Map<String, String> usernameHolders, Map<String, String> emailHolders) {
    this.usernameHolders = Map.copyOf(usernameHolders);
    this.emailHolders = Map.copyOf(emailHolders);
  }

  /**
   * Leaves out as few claims as it can see to: whoever has a name already comes before whoever
   * wants it, then the earlier row before the later one.
   *
   * @param uniqueEmails false where several accounts may share an address
   * @return what is wrong with each claim that cannot be granted, by row
   */
  Map<Integer, RowFault> refuse(Collection<Claim> claims, boolean uniqueEmails) {
    Map<Integer, RowFault> refused = new LinkedHashMap<>();
    List<Claim> open = new ArrayList<>(claims);
    int before;
    do {
      before = refused.size();
      refused.putAll(conflicts(open, usernameHolders, Claim::username, RowFault.USERNAME_TAKEN));
      open.removeIf(claim -> refused.containsKey(claim.row()));
      if (uniqueEmails) {
        refused.putAll(conflicts(open, emailHolders, Claim::email, RowFault.EMAIL_TAKEN));
        open.removeIf(claim -> refused.containsKey(claim.row()));
      }
      // A refused claim leaves its person with the old name, which another claim may have counted
      // on.
    } while (refused.size() > before);
    return refused;
  }

  private static Map<Integer, RowFault> conflicts(
      List<Claim> claims,
      Map<String, String> holders,
      Function<Claim, String> wanted,
      RowFault fault) {
    Set<String> movers = claims.stream().map(Claim::person).collect(Collectors.toSet());
    Map<String, String> names = new HashMap<>();
    holders.forEach(
        (name, holder) -> {
          if (!movers.contains(holder)) {
            names.put(name, holder);
          }
        });
    Map<Integer, RowFault> refused = new LinkedHashMap<>();
    for (Claim claim : keepersFirst(claims, holders, wanted)) {
      String name = wanted.apply(claim);
      String taken = name == null ? null : names.putIfAbsent(name, claim.person());
      if (taken != null && !taken.equals(claim.person())) {
        refused.put(claim.row(), fault);
      }
    }
    return refused;
  }

  private static List<Claim> keepersFirst(
      List<Claim> claims, Map<String, String> holders, Function<Claim, String> wanted) {
    return claims.stream()
        .sorted(
            Comparator.comparing(
                    (Claim claim) ->
                        !Objects.equals(claim.person(), holderOf(holders, wanted.apply(claim))))
                .thenComparing(Claim::row))
        .toList();
  }

  private static String holderOf(Map<String, String> holders, String name) {
    return name == null ? null : holders.get(name);
  }
}
