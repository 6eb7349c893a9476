package io.planform.host.network;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Who is in a VPC, by address, and in which of its security groups. */
final class Members {
  private final Map<String, List<String>> groups = new HashMap<>();
  private final Map<String, Set<String>> addresses = new HashMap<>();

  void add(String address, List<String> inGroups) {
    groups.put(address, inGroups);
    inGroups.forEach(group -> addresses.computeIfAbsent(group, _ -> new TreeSet<>()).add(address));
  }

  /** The groups that it was in. */
  List<String> remove(String address) {
    List<String> left = groups.remove(address);
    if (left == null) {
      return List.of();
    }
    for (String group : left) {
      addresses.computeIfPresent(group, (_, in) -> in.remove(address) && in.isEmpty() ? null : in);
    }
    return left;
  }

  Set<String> all() {
    return groups.keySet();
  }

  Set<String> of(String group) {
    return addresses.getOrDefault(group, Set.of());
  }
}
