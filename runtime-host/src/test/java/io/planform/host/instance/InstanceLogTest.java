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
  private final InstanceLog log = new InstanceLog("MARK");

  private void write(Output output, String text) {
    log.wrote(output, text.getBytes(StandardCharsets.UTF_8));
  }

  private void mark(String id) {
    write(STANDARD_OUTPUT, "MARK " + id + "\n");
    write(STANDARD_ERROR, "MARK " + id + "\n");
  }

  @Test
  void cutsAtTheMarkersAndTakesThemOut() {
    log.begin("a", "");
    write(STANDARD_OUTPUT, "one\n");
    write(STANDARD_ERROR, "two\n");
    mark("a");
    write(STANDARD_OUTPUT, "later\n");
    assertEquals("one\ntwo\n", log.end("a", true));
    log.begin("b", "");
    mark("b");
    assertEquals("later\n", log.end("b", true));
  }

  @Test
  void findsAMarkerBehindALineThatWasNotEnded() {
    log.begin("a", "");
    write(STANDARD_OUTPUT, "no line feedMARK a\n");
    write(STANDARD_ERROR, "MARK a\n");
    assertEquals("no line feed\n", log.end("a", true));
  }

  @Test
  void givesWhatAnInitializerWroteToTheFirstInvocation() {
    write(STANDARD_OUTPUT, "initialised\n");
    log.begin("a", "start\n");
    mark("a");
    assertEquals("start\ninitialised\n", log.end("a", true));
  }

  @Test
  void tellsConcurrentInvocationsApartByTheirIds() {
    log.begin("first", "");
    log.begin("second", "");
    write(STANDARD_OUTPUT, "time first INFO x\nplain\n");
    mark("second");
    write(STANDARD_OUTPUT, "after\n");
    mark("first");
    assertEquals("plain\n", log.end("second", true));
    assertEquals("time first INFO x\nafter\n", log.end("first", true));
  }

  @Test
  void keepsTheLastOfEndlessOutput() {
    log.begin("a", "");
    byte[] block = "x".repeat(1 << 20).getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < 20; i++) {
      log.wrote(STANDARD_OUTPUT, block);
    }
    write(STANDARD_OUTPUT, "\nthe end\n");
    mark("a");
    String text = log.end("a", true);
    assertTrue(text.length() <= InstanceLog.LIMIT);
    assertTrue(text.endsWith("the end\n"));
  }

  @Property(tries = 50)
  void marksAreFoundHoweverTheStreamIsCutUp(@ForAll long seed) {
    var random = new Random(seed);
    String filler = "y".repeat(random.nextInt(40_000));
    byte[] bytes = ("before " + filler + "MARK a\nafter\n").getBytes(StandardCharsets.UTF_8);
    var fresh = new InstanceLog("MARK");
    fresh.begin("a", "");
    for (int at = 0; at < bytes.length; ) {
      int length = Math.min(bytes.length - at, 1 + random.nextInt(5000));
      fresh.wrote(STANDARD_OUTPUT, java.util.Arrays.copyOfRange(bytes, at, at + length));
      at += length;
    }
    fresh.wrote(STANDARD_ERROR, "MARK a\n".getBytes(StandardCharsets.UTF_8));
    assertEquals("before " + filler + "\n", fresh.end("a", true));
    assertEquals("after\n", fresh.outside());
  }
}
