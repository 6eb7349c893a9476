package io.planform.planner.saved;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.planform.store.StoreException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;

class ContainerTest {
  private static byte[] small() throws IOException, StoreException {
    Container.Writer writer = new Container.Writer();
    String _ = writer.add("one", out -> out.write("1".getBytes(StandardCharsets.UTF_8)));
    String _ = writer.add("two", out -> out.write("22".getBytes(StandardCharsets.UTF_8)));
    return writer.finish();
  }

  @Test
  void givesBackItsEntriesInTheirOrder() throws Exception {
    SequencedMap<String, byte[]> entries = Container.read(small());
    assertEquals(List.of("one", "two"), List.copyOf(entries.keySet()));
    assertArrayEquals("22".getBytes(StandardCharsets.UTF_8), entries.get("two"));
  }

  @Test
  void isDamagedWithAnyBitOfAnyByteChanged() throws Exception {
    byte[] whole = small();
    for (int at = 0; at < whole.length; at++) {
      for (int bit = 0; bit < 8; bit++) {
        byte[] damaged = whole.clone();
        damaged[at] ^= (byte) (1 << bit);
        assertDamaged(damaged);
      }
    }
  }

  @Test
  void isDamagedWhenBytesAreMissingOrAdded() throws Exception {
    byte[] whole = small();
    for (int length = 0; length < whole.length; length++) {
      assertDamaged(Arrays.copyOf(whole, length));
    }
    assertDamaged(Arrays.copyOf(whole, whole.length + 1));
  }

  private static void assertDamaged(byte[] bytes) {
    assertTrue(assertThrows(UnusableException.class, () -> Container.read(bytes)).isDamaged());
  }
}
