package io.planform.host.network;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The addresses of a bridge, which the host gives to instances. One that was given back comes last
 * again, so that who still knows it finds nobody.
 */
final class Subnet {
  private final String range;
  private final String gateway;
  private final int first;
  private final int size;
  private final BitSet taken = new BitSet();
  private int next;

  /**
   * @param range {@code 172.18.0.0/16}
   * @param gateway the address of the bridge itself
   */
  Subnet(String range, String gateway) {
    this.range = range;
    this.gateway = gateway;
    int slash = range.indexOf('/');
    this.first = number(range.substring(0, slash));
    this.size = 1 << (32 - Integer.parseInt(range.substring(slash + 1)));
    taken.set(0);
    taken.set(size - 1);
    taken.set(number(gateway) - first);
    // What an earlier process of the home gave away may still be about to end.
    this.next = ThreadLocalRandom.current().nextInt(size);
  }

  String range() {
    return range;
  }

  String gateway() {
    return gateway;
  }

  /** A free address with the length of the network's prefix: {@code 172.18.0.5/16}. */
  synchronized String take() {
    int free = taken.nextClearBit(next);
    if (free >= size) {
      free = taken.nextClearBit(0);
    }
    if (free >= size) {
      throw new IllegalStateException("All addresses of " + range + " are taken");
    }
    taken.set(free);
    next = free + 1;
    return text(first + free) + range.substring(range.indexOf('/'));
  }

  synchronized void giveBack(String address) {
    taken.clear(number(address.substring(0, address.indexOf('/'))) - first);
  }

  private static int number(String address) {
    return ByteBuffer.wrap(InetAddress.ofLiteral(address).getAddress()).getInt();
  }

  private static String text(int number) {
    try {
      byte[] bytes = ByteBuffer.allocate(Integer.BYTES).putInt(number).array();
      return InetAddress.getByAddress(bytes).getHostAddress();
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }
}
