package io.planform.planner.cli.shell;

import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** A command: the words and flags it takes, and what it does. */
public interface Command {

  /**
   * A fresh description: name, flags, arguments and help. Flags are named with one dash; the
   * command line accepts two as well. The flags {@code -help} and {@code -no-color} are added to
   * every command.
   */
  CommandSpec spec();

  /** Commands below this one, such as {@code state list} below {@code state}. */
  default List<Command> subcommands() {
    return List.of();
  }

  /** Whether it only groups those below it, so that alone it shows its help. */
  default boolean isGroup() {
    return !subcommands().isEmpty();
  }

  /**
   * Runs. What goes wrong is shown through {@link Shell#report} and answered with an exit code.
   *
   * @return one of {@link ExitCode}
   */
  int run(ParseResult arguments, Shell shell);
}
