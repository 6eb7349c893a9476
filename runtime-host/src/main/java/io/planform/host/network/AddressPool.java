package io.planform.host.network;

import java.io.IOException;
import java.util.BitSet;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The addresses of a network, which the host gives to instances. One that was given back comes last
 * again, so that who still knows it finds nobody.
 */
final class AddressPool {
  private final Cidr range;
  private final String gateway;
  private final int size;
  private final BitSet taken = new BitSet();
  private int next;

  /**
   * @param gateway an address of the range that nobody gets
   */
  AddressPool(Cidr range, String gateway) {
    this.range = range;
    this.gateway = gateway;
    this.size = 1 << (32 - range.length());
    taken.set(0);
    taken.set(size - 1);
    taken.set(index(gateway));
    // What an earlier process of the home gave away may still be about to end.
    this.next = ThreadLocalRandom.current().nextInt(size);
  }

  Cidr range() {
    return range;
  }

  String gateway() {
    return gateway;
  }

  /**
   * A free address.
   *
   * @throws IOException when there is none
   */
  synchronized String take() throws IOException {
    int free = taken.nextClearBit(next);
    if (free >= size) {
      free = taken.nextClearBit(0);
    }
    if (free >= size) {
      throw new IOException("all addresses of " + range + " are taken");
    }
    taken.set(free);
    next = free + 1;
    return Cidr.text(range.first() + free);
  }

  /**
   * This address.
   *
   * @throws IOException when somebody has it, or it is not of this network
   */
  synchronized void take(String address) throws IOException {
    if (!range.hasHost(address)) {
      throw new IOException(address + " is none of the addresses of " + range);
    }
    if (taken.get(index(address))) {
      throw new IOException(address + " is taken");
    }
    taken.set(index(address));
  }

  synchronized void giveBack(String address) {
    taken.clear(index(address));
  }

  private int index(String address) {
    return Cidr.address(address).orElseThrow() - range.first();
  }
}
