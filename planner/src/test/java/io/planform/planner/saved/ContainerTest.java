package io.planform.planner.saved;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.planform.store.StoreException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContainerTest {
  @TempDir Path directory;

  private byte[] small() throws IOException, StoreException {
    Path file = directory.resolve("container");
    try (Container.Writer writer = new Container.Writer(file)) {
      String _ = writer.add("one", out -> out.write("1".getBytes(StandardCharsets.UTF_8)));
      String _ = writer.add("two", out -> out.write("22".getBytes(StandardCharsets.UTF_8)));
      writer.finish();
    }
    return Files.readAllBytes(file);
  }

  @Test
  void givesBackItsEntriesInTheirOrder() throws Exception {
    try (Container container = Container.of(small())) {
      assertEquals(List.of("one", "two"), container.names());
      assertArrayEquals(
          "22".getBytes(StandardCharsets.UTF_8), container.open("two").readAllBytes());
    }
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
    assertTrue(assertThrows(UnusableException.class, () -> Container.of(bytes)).isDamaged());
  }
}
