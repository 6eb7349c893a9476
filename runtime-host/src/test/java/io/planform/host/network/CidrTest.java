package io.planform.host.network;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CidrTest {
  private static Cidr cidr(int address, int length) {
    return new Cidr(length == 0 ? 0 : address & (-1 << (32 - length)), length);
  }

  @Property
  void readsWhatItWrites(@ForAll int address, @ForAll @IntRange(max = 32) int length) {
    Cidr range = cidr(address, length);
    assertEquals(range, Cidr.parse(range.toString()).orElseThrow());
  }

  /** Ranges are nested or apart, so they overlap where one has the other's first address. */
  @Property
  void overlapsWhereOneHoldsTheOthersBeginning(
      @ForAll int some,
      @ForAll @IntRange(max = 32) int someLength,
      @ForAll int other,
      @ForAll @IntRange(max = 32) int otherLength) {
    Cidr a = cidr(some, someLength);
    Cidr b = cidr((other & 0xff) | (some & 0xffffff00), otherLength);
    long aFirst = Integer.toUnsignedLong(a.first());
    long bFirst = Integer.toUnsignedLong(b.first());
    boolean shared =
        aFirst < bFirst + (1L << (32 - b.length())) && bFirst < aFirst + (1L << (32 - a.length()));
    assertEquals(shared, a.overlaps(b));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "10.0.0.0",
        "10.0.0.0/33",
        "10.0.0.0/08",
        "10.0.0.1/24",
        "10.0.0/24",
        "::/0",
        "a/8",
        "10.0.0.0/-1",
        "010.0.0.256/24"
      })
  void readsNothingElse(String text) {
    assertEquals(Optional.empty(), Cidr.parse(text));
  }
}
