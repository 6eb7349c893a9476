package io.planform.planner.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.planform.planner.apply.FakeCloud;
import io.planform.planner.apply.FakeProvider;
import io.planform.planner.cli.project.BuiltIn;
import io.planform.planner.cli.shell.Command;
import io.planform.planner.cli.shell.ExitCode;
import io.planform.planner.cli.shell.Shell;
import io.planform.planner.cli.shell.Terminal;
import io.planform.planner.render.text.Palette;
import io.planform.spi.provider.Provider;
import io.planform.utility.terraform.TerraformProvider;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Runs commands in a directory and keeps what they print. */
final class ShellFixture {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final CommandLineInterface cli;
  private final FakeCloud cloud;
  private final Path directory;
  private final Map<String, String> environment;

  ShellFixture(Path directory, Map<String, String> environment, List<Command> commands) {
    this.directory = directory;
    this.environment = environment;
    this.cloud = new FakeCloud(directory.resolve("cloud"));
    this.cli = new CommandLineInterface(commands);
  }

  int run(String... arguments) {
    return answering("", false, arguments);
  }

  /** Runs it, and tells what it printed. */
  String succeeds(String... arguments) {
    assertEquals(ExitCode.DONE, run(arguments), () -> out() + err());
    return out();
  }

  /** Runs it, and tells what it complained about. */
  String fails(String... arguments) {
    assertEquals(ExitCode.ERROR, run(arguments), () -> out() + err());
    return err();
  }

  /** As a person at a terminal who types these lines. */
  int answering(String input, boolean interactive, String... arguments) {
    return run(input, interactive, false, arguments);
  }

  /** As a person at a terminal who looks at its screen. */
  int atScreen(String... arguments) {
    return run("", true, true, arguments);
  }

  private int run(String input, boolean interactive, boolean live, String... arguments) {
    out.reset();
    err.reset();
    Terminal terminal =
        new Terminal(
            new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            interactive,
            live,
            live ? Palette.COLOR : Palette.PLAIN);
    List<Provider> providers =
        List.of(new FakeProvider(cloud), new TerraformProvider(new BuiltIn()));
    return cli.run(
        List.of(arguments), new Shell(cli, providers, terminal, environment, directory, ""));
  }

  FakeCloud cloud() {
    return cloud;
  }

  String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  String err() {
    return err.toString(StandardCharsets.UTF_8);
  }
}
