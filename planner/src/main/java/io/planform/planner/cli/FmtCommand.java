package io.planform.planner.cli;

import io.planform.planner.cli.shell.Command;
import io.planform.planner.cli.shell.ExitCode;
import io.planform.planner.cli.shell.Flags;
import io.planform.planner.cli.shell.Shell;
import io.planform.planner.format.FileReplacement;
import io.planform.planner.format.FormattedFiles;
import io.planform.planner.format.Formatter;
import io.planform.planner.format.TextDifference;
import io.planform.planner.lang.SourceText;
import io.planform.planner.render.SourceLines;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** {@code fmt}: lays out files in HCL. Its exit codes are those of {@code terraform fmt}. */
final class FmtCommand implements Command {
  private static final String STANDARD_INPUT = "-";

  /** A file could not be read, has syntax errors or could not be written. */
  private static final int FAILED = 2;

  /** With {@code -check}: not everything is laid out. */
  private static final int UNFORMATTED = 3;

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create().name("fmt");
    spec.usageMessage()
        .description(
            "Lays out *.tf, *.tfvars, *.tftest.hcl, *.tfmock.hcl and *.planform.hcl files"
                + " and lists those it changed.");
    spec.addOption(Flags.flag("-check", "Changes nothing; answers 3 if something would change."));
    spec.addOption(Flags.flag("-diff", "Prints what changes, as a unified diff."));
    spec.addOption(Flags.bool("-write", "Whether files are written; by default they are (true)."));
    spec.addOption(Flags.bool("-list", "Whether changed files are listed; by default they are."));
    spec.addOption(Flags.flag("-recursive", "Includes the directories below."));
    spec.addPositional(
        PositionalParamSpec.builder()
            .paramLabel("PATH")
            .arity("0..*")
            .type(List.class)
            .auxiliaryTypes(String.class)
            .description("Files and directories, or - for the standard input; by default .")
            .build());
    return spec;
  }

  /** What is done with each file. */
  private record Wishes(boolean check, boolean diff, boolean write, boolean list) {
    static Wishes of(ParseResult arguments, boolean fromStandardInput) {
      boolean check = arguments.hasMatchedOption("-check");
      return new Wishes(
          check,
          arguments.hasMatchedOption("-diff"),
          !check && !fromStandardInput && Flags.isTrue(arguments, "-write", true),
          (check || !fromStandardInput) && Flags.isTrue(arguments, "-list", true));
    }

    /** Without any other wish the result itself is wanted. */
    boolean print() {
      return !check && !diff && !write && !list;
    }
  }

  private enum Outcome {
    SAME,
    CHANGED,
    FAILED
  }

  @Override
  public int run(ParseResult arguments, Shell shell) {
    List<String> paths = arguments.matchedPositionalValue(0, List.of("."));
    if (paths.contains(STANDARD_INPUT) && paths.size() > 1) {
      shell.report(
          Diagnostic.error(
              "Standard input and files", "- stands for the standard input and comes alone."));
      return FAILED;
    }
    boolean standardInput = paths.equals(List.of(STANDARD_INPUT));
    Wishes wishes = Wishes.of(arguments, standardInput);
    Outcome outcome =
        standardInput
            ? standardInput(wishes, shell)
            : files(paths, arguments.hasMatchedOption("-recursive"), wishes, shell);
    return switch (outcome) {
      case FAILED -> FAILED;
      case CHANGED -> wishes.check() ? UNFORMATTED : ExitCode.DONE;
      case SAME -> ExitCode.DONE;
    };
  }

  private static Outcome standardInput(Wishes wishes, Shell shell) {
    try {
      return format("<stdin>", shell.terminal().in().readAllBytes(), null, wishes, shell);
    } catch (IOException _) {
      shell.report(Diagnostic.error("Unreadable input", "The standard input cannot be read."));
      return Outcome.FAILED;
    }
  }

  private static Outcome files(List<String> paths, boolean recursive, Wishes wishes, Shell shell) {
    Diagnostics diagnostics = new Diagnostics();
    List<Path> files =
        FormattedFiles.find(
            shell.directory(), paths.stream().map(Path::of).toList(), recursive, diagnostics);
    shell.report(diagnostics.toList());
    boolean failed = diagnostics.hasErrors();
    boolean changed = false;
    for (Path file : files) {
      Outcome outcome = file(file, wishes, shell);
      failed |= outcome == Outcome.FAILED;
      changed |= outcome == Outcome.CHANGED;
    }
    return failed ? Outcome.FAILED : changed ? Outcome.CHANGED : Outcome.SAME;
  }

  private static Outcome file(Path file, Wishes wishes, Shell shell) {
    Path path = shell.directory().resolve(file);
    try {
      return format(file.toString(), Files.readAllBytes(path), path, wishes, shell);
    } catch (IOException _) {
      shell.report(Diagnostic.error("Unreadable file", "The file " + file + " cannot be read."));
      return Outcome.FAILED;
    }
  }

  /**
   * @param path where the result goes; null for the standard input
   */
  private static Outcome format(
      String name, byte[] bytes, @Nullable Path path, Wishes wishes, Shell shell) {
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException _) {
      shell.report(
          Diagnostic.error("Invalid file encoding", "The file " + name + " is not UTF-8 text."));
      return Outcome.FAILED;
    }
    Diagnostics diagnostics = new Diagnostics();
    SourceText source = new SourceText(name, text);
    String formatted = Formatter.format(source, diagnostics);
    SourceLines lines = (_, number) -> source.line(number);
    shell.report(diagnostics.toList(), lines);
    if (formatted == null) {
      return Outcome.FAILED;
    }
    if (wishes.print()) {
      shell.out().print(formatted);
    }
    return formatted.equals(text)
        ? Outcome.SAME
        : changed(name, text, formatted, path, wishes, shell);
  }

  private static Outcome changed(
      String name, String before, String after, @Nullable Path path, Wishes wishes, Shell shell) {
    if (wishes.list()) {
      shell.out().println(name);
    }
    if (wishes.diff()) {
      shell.out().print(TextDifference.unified(name, before, after));
    }
    if (wishes.write() && path != null) {
      try {
        FileReplacement.replace(path, after);
      } catch (IOException e) {
        shell.report(
            Diagnostic.error("Unwritable file", "The file " + name + " cannot be written: " + e));
        return Outcome.FAILED;
      }
    }
    return Outcome.CHANGED;
  }
}
