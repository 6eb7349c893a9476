package io.planform.planner.cli.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.planform.planner.apply.Work;
import io.planform.planner.cli.shell.Terminal;
import io.planform.planner.plan.address.Address;
import io.planform.planner.render.text.Palette;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The progress of an apply on a terminal, as one sees it. */
class LiveProgressTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, false, StandardCharsets.UTF_8);
  private ScreenSize size = new ScreenSize(60, 10);
  private long seconds;

  private LiveProgress progress(int total, Palette palette) {
    Terminal terminal =
        new Terminal(new ByteArrayInputStream(new byte[0]), out, out, true, true, palette);
    return new LiveProgress(terminal, total, () -> size, () -> TimeUnit.SECONDS.toNanos(seconds));
  }

  private LiveProgress progress(int total) {
    return progress(total, Palette.PLAIN);
  }

  private String screen() {
    return screen(new VirtualScreen(size.columns(), size.rows()));
  }

  private String screen(VirtualScreen screen) {
    out.flush();
    return screen.feed(bytes.toByteArray()).text();
  }

  private static Address address(String text) {
    return Objects.requireNonNull(Address.parse(text));
  }

  private static void start(LiveProgress progress, String... addresses) {
    for (String each : addresses) {
      progress.started(address(each), Work.CREATE, "");
    }
  }

  private static void finish(LiveProgress progress, String address) {
    progress.finished(address(address), Work.CREATE, "x1", Duration.ofSeconds(2));
  }

  @Test
  void showsWhatIsUnderWayAsATreeAndABar() {
    LiveProgress progress = progress(4);
    start(progress, "module.net[\"a\"].vpc.main", "vpc.b", "module.net[\"a\"].vpc.also");
    seconds = 3;
    start(progress, "vpc.a");
    progress.draw();
    seconds = 75;
    progress.draw();
    assertEquals(
        """
        ├─ vpc.a: Creating... 1m12s
        ├─ vpc.b: Creating... 1m15s
        └─ module.net["a"]
           ├─ vpc.also: Creating... 1m15s
           └─ vpc.main: Creating... 1m15s
        ░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░ 0/4, 4 under way, 1m15s
        """,
        screen());
  }

  @Test
  void whatIsDoneStaysAboveInOrder() {
    LiveProgress progress = progress(4);
    start(progress, "vpc.a", "vpc.b", "vpc.c");
    progress.draw();
    finish(progress, "vpc.b");
    seconds = 2;
    progress.failed(address("vpc.a"), Work.CREATE);
    progress.output(address("vpc.c"), "local-exec", "a line");
    progress.draw();
    assertEquals(
        """
        vpc.b: Creation complete after 2s [id=x1]
        vpc.a: Creation errored after 2s
        vpc.c (local-exec): a line
        └─ vpc.c: Creating... 2s
        %s 1/4, 1 under way, 1 failed, 2s
        """
            .formatted("█".repeat(7) + "░".repeat(21)),
        screen());
    finish(progress, "vpc.c");
    progress.close();
    assertEquals(
        """
        vpc.b: Creation complete after 2s [id=x1]
        vpc.a: Creation errored after 2s
        vpc.c (local-exec): a line
        vpc.c: Creation complete after 2s [id=x1]
        """,
        screen());
  }

  @Test
  void drawsNothingWhereNothingChanged() {
    LiveProgress progress = progress(1);
    start(progress, "vpc.a");
    progress.draw();
    out.flush();
    int before = bytes.size();
    progress.draw();
    out.flush();
    assertEquals(before, bytes.size());
  }

  @Test
  void keepsToANarrowAndLowTerminal() {
    size = new ScreenSize(20, 6);
    LiveProgress progress = progress(30);
    for (int i = 0; i < 30; i++) {
      start(progress, "fake_thing.many[" + i + "]");
    }
    progress.draw();
    finish(progress, "fake_thing.many[0]");
    seconds = 1;
    progress.draw();
    assertEquals(
        """
        fake_thing.many[0]:
        Creation complete af
        ter 2s [id=x1]
        ├─ fake_thing.many…
        ├─ fake_thing.many…
        ├─ fake_thing.many…
           … and 26 lines …
        1/30, 29 under way…
        """,
        screen());
  }

  @Test
  void wideCharactersTakeTwoColumns() {
    size = new ScreenSize(28, 10);
    LiveProgress progress = progress(1);
    start(progress, "vpc.a[\"深圳深圳深圳深圳深圳\"]");
    progress.draw();
    // The screen of the test has nothing in the second column of a character.
    String line = screen().lines().findFirst().orElseThrow().replace("  ", " ");
    assertEquals("└─ vpc.a[\"深 圳 深 圳 深 圳 深 圳 …", line);
  }

  @Test
  void aTerminalThatBecameNarrowerIsDrawnCleanly() {
    LiveProgress progress = progress(2);
    start(progress, "vpc.a", "vpc.bbbbbbbbbbbbbbbbbbbbbbbbbbbbbb");
    progress.draw();
    VirtualScreen screen = new VirtualScreen(60, 10);
    String _ = screen(screen);
    bytes.reset();
    screen.narrow(30);
    size = new ScreenSize(30, 10);
    progress.resized();
    progress.draw();
    assertEquals(
        """
        ├─ vpc.a: Creating... 0s
        └─ vpc.bbbbbbbbbbbbbbbbbbbbb…
        ░░░░░░░░ 0/2, 2 under way, 0s
        """,
        screen(screen));
  }

  @Test
  void anInterruptIsToldAboveAndLeavesACleanScreen() {
    LiveProgress progress = progress(1);
    start(progress, "vpc.a");
    progress.draw();
    progress.aside(
        () -> {
          assertEquals("\n", screen());
          out.print("Interrupted\r\n");
        });
    assertTrue(screen().startsWith("Interrupted\n└─ vpc.a: Creating... 0s\n"), screen());
    // What Ctrl-C itself leaves on the screen.
    out.print("^C");
    progress.aside(() -> assertEquals("Interrupted\n", screen()));
  }

  @Test
  void coloursOnlyWhereTheyAreWanted() {
    for (Palette palette : Palette.values()) {
      bytes.reset();
      LiveProgress progress = progress(1, palette);
      start(progress, "vpc.a");
      progress.draw();
      VirtualScreen screen = new VirtualScreen(60, 10);
      assertTrue(screen(screen).startsWith("└─ vpc.a: Creating... 0s\n"));
      assertEquals(palette == Palette.COLOR, screen.isColored());
    }
  }
}
