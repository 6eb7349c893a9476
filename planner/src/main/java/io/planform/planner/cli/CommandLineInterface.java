package io.planform.planner.cli;

import io.planform.planner.cli.shell.Arguments;
import io.planform.planner.cli.shell.Command;
import io.planform.planner.cli.shell.ExitCode;
import io.planform.planner.cli.shell.Shell;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.diagnostic.NearMatch;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Finds the command that was typed, parses its flags and runs it. */
public final class CommandLineInterface {
  private static final String HELP = "-help";
  private static final String NO_COLOR = "-no-color";
  private static final String CHDIR = "-chdir";

  private final List<Command> commands;

  public CommandLineInterface(List<Command> commands) {
    this.commands = List.copyOf(commands);
  }

  /**
   * @return the exit code
   */
  public int run(List<String> arguments, Shell shell) {
    Map<CommandSpec, Command> actions = new HashMap<>();
    List<String> normalized = Arguments.normalized(arguments);
    CommandLine line = commandLine(actions, normalized::contains);
    Diagnostics diagnostics = new Diagnostics();
    List<String> normal =
        withEnvironment(
            line.getCommandSpec(),
            normalized,
            new EnvironmentArguments(shell.environment(), diagnostics));
    if (diagnostics.hasErrors()) {
      shell.report(diagnostics.toList());
      return ExitCode.ERROR;
    }
    Shell typed = shell.typed(Arguments.withoutValues(normal));
    try {
      return run(line.parseArgs(normal.toArray(String[]::new)), actions, typed);
    } catch (ParameterException problem) {
      // The flag itself may stand behind the fault, and then was never parsed.
      Shell reporting = normal.contains(NO_COLOR) ? typed.withoutColor() : typed;
      reporting.report(diagnostic(problem));
      return ExitCode.ERROR;
    }
  }

  private static List<String> withEnvironment(
      CommandSpec root, List<String> typed, EnvironmentArguments environment) {
    int at = 0;
    while (at < typed.size() && typed.get(at).startsWith("-")) {
      at += typed.get(at).equals(CHDIR) ? 2 : 1;
    }
    List<String> command = new ArrayList<>();
    CommandLine below = at < typed.size() ? root.subcommands().get(typed.get(at)) : null;
    while (below != null) {
      command.add(typed.get(at++));
      below = at < typed.size() ? below.getSubcommands().get(typed.get(at)) : null;
    }
    return command.isEmpty() ? typed : environment.addTo(typed, at, command);
  }

  private int run(ParseResult root, Map<CommandSpec, Command> actions, Shell shell) {
    ParseResult last = root;
    boolean help = root.hasMatchedOption(HELP);
    while (last.hasSubcommand()) {
      last = last.subcommand();
      help |= last.hasMatchedOption(HELP);
    }
    Command command = actions.get(last.commandSpec());
    if (help || command == null || command.isGroup()) {
      shell.out().print(last.commandSpec().commandLine().getUsageMessage(Ansi.OFF));
      return help ? ExitCode.DONE : ExitCode.ERROR;
    }
    Shell prepared = last.hasMatchedOption(NO_COLOR) ? shell.withoutColor() : shell;
    Path directory = directory(root, shell);
    if (!Files.isDirectory(directory)) {
      prepared.report(
          Diagnostic.error(
              "No such directory", "-chdir names " + directory + ", which is not a directory."));
      return ExitCode.ERROR;
    }
    return command.run(last, prepared.in(directory));
  }

  private static Path directory(ParseResult root, Shell shell) {
    String directory = root.matchedOptionValue(CHDIR, "");
    return directory.isEmpty()
        ? shell.directory()
        : shell.directory().resolve(directory).normalize();
  }

  /**
   * @param isTyped whether commands below one of this name matter: to describe all takes longer
   *     than many a command
   */
  private CommandLine commandLine(Map<CommandSpec, Command> actions, Predicate<String> isTyped) {
    CommandSpec root = CommandSpec.create().name("planform");
    root.usageMessage()
        .description("Plans and applies serverless functions, with the cloud in the box.")
        .commandListHeading("%nCommands:%n")
        .optionListHeading("%nFlags, before the command:%n")
        .synopsisHeading("Usage: ")
        .customSynopsis("planform [-chdir=DIR] COMMAND [FLAGS]")
        .footer("", "planform COMMAND -help tells about one command.");
    root.addOption(
        OptionSpec.builder(CHDIR)
            .paramLabel("DIR")
            .type(String.class)
            .description("Works in this directory instead of the current one.")
            .build());
    root.addOption(help());
    commands.forEach(command -> add(root, command, actions, isTyped));
    // The first reading of a flag decides its meaning: -var is never -v -a -r.
    return new CommandLine(root)
        .setPosixClusteredShortOptionsAllowed(false)
        .setUnmatchedOptionsArePositionalParams(false)
        .setOverwrittenOptionsAllowed(true)
        .setExpandAtFiles(false)
        .setUsageHelpWidth(100);
  }

  private static void add(
      CommandSpec parent,
      Command command,
      Map<CommandSpec, Command> actions,
      Predicate<String> isTyped) {
    CommandSpec spec = command.spec();
    spec.usageMessage()
        .synopsisHeading("Usage: ")
        .abbreviateSynopsis(true)
        .parameterListHeading("%nArguments:%n")
        .optionListHeading("%nFlags:%n")
        .commandListHeading("%nCommands:%n");
    spec.addOption(help());
    spec.addOption(OptionSpec.builder(NO_COLOR).description("Prints without colours.").build());
    if (isTyped.test(spec.name())) {
      command.subcommands().forEach(below -> add(spec, below, actions, isTyped));
    }
    parent.addSubcommand(spec.name(), spec);
    actions.put(spec, command);
  }

  private static OptionSpec help() {
    return OptionSpec.builder(HELP, "-h").usageHelp(true).description("Shows this help.").build();
  }

  private static Diagnostic diagnostic(ParameterException problem) {
    CommandSpec spec = problem.getCommandLine().getCommandSpec();
    String help = "'" + spec.qualifiedName() + " -help' lists what it takes.";
    if (problem instanceof UnmatchedArgumentException unmatched) {
      String argument = unmatched.getUnmatched().getFirst();
      boolean flag = argument.startsWith("-");
      String name = flag ? argument.split("=", 2)[0] : argument;
      if (name.equals(CHDIR)) {
        return Diagnostic.error("Misplaced flag " + CHDIR, CHDIR + " stands before the command.")
            .withHint("planform " + argument + " " + spec.name());
      }
      boolean expectsCommand = !flag && !spec.subcommands().isEmpty();
      String what =
          flag ? "Unknown flag " : expectsCommand ? "Unknown command " : "Extra argument ";
      String near = flag || expectsCommand ? NearMatch.of(name, names(spec, flag)) : null;
      return Diagnostic.error(
              what + name, "'" + spec.qualifiedName() + "' does not take " + name + ".")
          .withHint(near == null ? help : "did you mean " + near + "? " + help);
    }
    String message = String.valueOf(problem.getMessage());
    return Diagnostic.error("Wrong use of '" + spec.qualifiedName() + "'", message + ".")
        .withHint(help);
  }

  private static List<String> names(CommandSpec spec, boolean flags) {
    return flags
        ? spec.options().stream().map(OptionSpec::longestName).toList()
        : List.copyOf(spec.subcommands().keySet());
  }

  /** All commands with their flags, as a shell that completes them needs to know them. */
  CommandLine commandLine() {
    return commandLine(new HashMap<>(), _ -> true);
  }
}
