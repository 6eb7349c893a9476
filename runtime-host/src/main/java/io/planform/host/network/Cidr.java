package io.planform.host.network;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * A range of IPv4 addresses: {@code 192.168.0.0/16}.
 *
 * @param first its first address, as a number
 * @param length of the prefix, 0 to 32
 */
public record Cidr(int first, int length) {

  /** Empty where the text is no range, or has bits beyond its prefix. */
  public static Optional<Cidr> parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0 || !text.substring(slash + 1).matches("[0-9]|[12][0-9]|3[0-2]")) {
      return Optional.empty();
    }
    int length = Integer.parseInt(text.substring(slash + 1));
    return address(text.substring(0, slash))
        .filter(first -> (first & ~mask(length)) == 0)
        .map(first -> new Cidr(first, length));
  }

  /** An address as a number; empty where the text is none. */
  static Optional<Integer> address(String text) {
    try {
      return text.chars().filter(each -> each == '.').count() == 3
              && InetAddress.ofLiteral(text) instanceof Inet4Address address
          ? Optional.of(ByteBuffer.wrap(address.getAddress()).getInt())
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  static String text(int address) {
    try {
      byte[] bytes = ByteBuffer.allocate(Integer.BYTES).putInt(address).array();
      return InetAddress.getByAddress(bytes).getHostAddress();
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }

  private static int mask(int length) {
    return length == 0 ? 0 : -1 << (32 - length);
  }

  /** Whether the whole other range is in this one. */
  public boolean contains(Cidr other) {
    return other.length >= length && (other.first & mask(length)) == first;
  }

  public boolean overlaps(Cidr other) {
    return contains(other) || other.contains(this);
  }

  /** Whether something may have the address: neither the range's first one nor its last. */
  public boolean hasHost(String address) {
    return address(address)
        .filter(number -> (number & mask(length)) == first)
        .filter(number -> number != first && number != (first | ~mask(length)))
        .isPresent();
  }

  /** The first address that something may have. */
  public String firstHost() {
    return text(first + 1);
  }

  @Override
  public String toString() {
    return text(first) + "/" + length;
  }
}
