package io.planform.host.instance;

import static io.planform.host.engine.InstanceListener.Output.STANDARD_ERROR;
import static io.planform.host.engine.InstanceListener.Output.STANDARD_OUTPUT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.planform.host.engine.InstanceListener.Output;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class InstanceLogTest {
  private final InstanceLog log = new InstanceLog();

  private void write(Output output, String text) {
    log.wrote(output, text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void givesToAnInvocationWhatIsWrittenWhileItRuns() {
    log.begin("a", "");
    write(STANDARD_OUTPUT, "one\n");
    write(STANDARD_ERROR, "two\n");
    assertEquals("one\ntwo\n", log.end("a"));
    write(STANDARD_OUTPUT, "later\n");
    log.begin("b", "");
    assertEquals("later\n", log.end("b"));
  }

  @Test
  void endsALineThatWasNotEnded() {
    log.begin("a", "");
    write(STANDARD_OUTPUT, "no line feed");
    assertEquals("no line feed\n", log.end("a"));
  }

  @Test
  void givesWhatAnInitializerWroteToTheFirstInvocation() {
    write(STANDARD_OUTPUT, "initialised\n");
    log.begin("a", "start\n");
    assertEquals("start\ninitialised\n", log.end("a"));
  }

  @Test
  void tellsConcurrentInvocationsApartByTheirIds() {
    log.begin("first", "");
    log.begin("second", "");
    write(STANDARD_OUTPUT, "time first INFO x\nplain\n");
    assertEquals("plain\n", log.end("second"));
    write(STANDARD_OUTPUT, "after\n");
    assertEquals("time first INFO x\nafter\n", log.end("first"));
  }

  @Test
  void keepsTheLastOfEndlessOutput() {
    log.begin("a", "");
    byte[] block = "x".repeat(1 << 20).getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < 20; i++) {
      log.wrote(STANDARD_OUTPUT, block);
    }
    write(STANDARD_OUTPUT, "\nthe end\n");
    String text = log.end("a");
    assertTrue(text.length() <= InstanceLog.LIMIT);
    assertTrue(text.endsWith("the end\n"));
  }

  @Property(tries = 50)
  void nothingIsLostHoweverTheStreamIsCutUp(@ForAll long seed) {
    var random = new Random(seed);
    String text = "before " + "y".repeat(random.nextInt(40_000)) + "\nafter\n";
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    var fresh = new InstanceLog();
    fresh.begin("a", "");
    for (int at = 0; at < bytes.length; ) {
      int length = Math.min(bytes.length - at, 1 + random.nextInt(5000));
      fresh.wrote(STANDARD_OUTPUT, java.util.Arrays.copyOfRange(bytes, at, at + length));
      at += length;
    }
    assertEquals(text, fresh.end("a"));
    assertEquals("", fresh.outside());
  }
}
