package io.planform.planner.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.planform.planner.cli.view.VirtualScreen;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an apply leaves on the screen of a terminal. */
class TerminalApplyTest {
  @Test
  void isDrawnLiveUnlessInAutomation(@TempDir Path directory) throws IOException {
    Files.writeString(
        directory.resolve("main.tf"), "resource \"fake_thing\" \"one\" {\n  name = \"one\"\n}\n");
    Map<String, String> environment = new HashMap<>();
    environment.put("PLANFORM_HOME", directory.resolve("home").toString());
    environment.put("TERM", "xterm");
    ShellFixture shell = new ShellFixture(directory, environment, Main.commands());
    assertEquals(0, shell.atScreen("apply", "-auto-approve", "-no-color"), shell::err);
    VirtualScreen screen = new VirtualScreen(80, 24).feed(shell.out());
    assertTrue(screen.text().contains("fake_thing.one: Creation complete after 0s"), screen.text());
    assertFalse(screen.text().contains("Creating..."), screen.text());
    assertFalse(screen.text().contains("░"), screen.text());
    assertFalse(screen.isColored());

    environment.put("TF_IN_AUTOMATION", "1");
    assertEquals(0, shell.atScreen("destroy", "-auto-approve"), shell::err);
    assertTrue(shell.out().contains("fake_thing.one: Destroying..."), shell.out());
    assertFalse(shell.out().contains("\u001b[?"), shell.out());
  }
}
