package io.planform.planner.lang.function;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A network in CIDR notation.
 *
 * @param base the first address
 * @param prefix the number of bits that all its addresses share
 * @param bits 32 for IPv4, 128 for IPv6
 */
record Network(BigInteger base, int prefix, int bits) {

  /** Leading zeros in parts of an IPv4 address count as decimal, as they did in old Terraform. */
  static @Nullable Network parse(String text) {
    int slash = text.indexOf('/');
    String length = slash < 0 ? "" : text.substring(slash + 1);
    if (!length.matches("\\d{1,4}")) {
      return null;
    }
    String address = text.substring(0, slash);
    int bits = address.contains(":") ? 128 : 32;
    BigInteger number = bits == 32 ? ipv4(address) : ipv6(address);
    int prefix = Integer.parseInt(length);
    if (number == null || prefix > bits) {
      return null;
    }
    int hostBits = bits - prefix;
    return new Network(number.shiftRight(hostBits).shiftLeft(hostBits), prefix, bits);
  }

  private static @Nullable BigInteger ipv4(String text) {
    if (!text.matches("\\d{1,10}\\.\\d{1,10}\\.\\d{1,10}\\.\\d{1,10}")) {
      return null;
    }
    long number = 0;
    for (String part : text.split("\\.", -1)) {
      long value = Long.parseLong(part);
      if (value > 255) {
        return null;
      }
      number = number << 8 | value;
    }
    return BigInteger.valueOf(number);
  }

  private static @Nullable BigInteger ipv6(String text) {
    int gap = text.indexOf("::");
    List<Integer> head = groups(gap < 0 ? text : text.substring(0, gap));
    List<Integer> tail = gap < 0 ? List.of() : groups(text.substring(gap + 2));
    if (head == null || tail == null) {
      return null;
    }
    int given = head.size() + tail.size();
    if (gap < 0 ? given != 8 : given > 7) {
      return null;
    }
    List<Integer> all = new ArrayList<>(head);
    while (all.size() + tail.size() < 8) {
      all.add(0);
    }
    all.addAll(tail);
    BigInteger number = BigInteger.ZERO;
    for (int group : all) {
      number = number.shiftLeft(16).or(BigInteger.valueOf(group));
    }
    return number;
  }

  /** Groups of 16 bits; an IPv4 address at the end is two of them. */
  private static @Nullable List<Integer> groups(String text) {
    List<Integer> groups = new ArrayList<>();
    if (text.isEmpty()) {
      return groups;
    }
    String[] parts = text.split(":", -1);
    for (int i = 0; i < parts.length; i++) {
      BigInteger ipv4 = i == parts.length - 1 ? ipv4(parts[i]) : null;
      if (ipv4 != null) {
        groups.add(ipv4.shiftRight(16).intValue());
        groups.add(ipv4.intValue() & 0xFFFF);
      } else if (parts[i].matches("[0-9a-fA-F]{1,4}")) {
        groups.add(Integer.parseInt(parts[i], 16));
      } else {
        return null;
      }
    }
    return groups;
  }

  /** An address of the same family as text. */
  String address(BigInteger address) {
    if (bits == 32) {
      int number = address.intValue();
      return (number >>> 24)
          + "."
          + (number >> 16 & 255)
          + "."
          + (number >> 8 & 255)
          + "."
          + (number & 255);
    }
    int[] groups = new int[8];
    for (int i = 0; i < 8; i++) {
      groups[i] = address.shiftRight(112 - 16 * i).intValue() & 0xFFFF;
    }
    return compressed(groups);
  }

  /** By RFC 5952: the first of the longest runs of two or more zero groups is left out. */
  private static String compressed(int[] groups) {
    int best = -1;
    int bestLength = 1;
    for (int start = 0; start < 8; start++) {
      int length = 0;
      while (start + length < 8 && groups[start + length] == 0) {
        length++;
      }
      if (length > bestLength) {
        best = start;
        bestLength = length;
      }
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 8; i++) {
      if (i == best) {
        text.append("::");
        i += bestLength - 1;
        continue;
      }
      boolean first = text.isEmpty() || text.charAt(text.length() - 1) == ':';
      text.append(first ? "" : ":").append(Integer.toHexString(groups[i]));
    }
    return text.toString();
  }
}
