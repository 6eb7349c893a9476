package io.planform.planner.cli.shell;

import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** The flag {@code -test-directory}. */
public final class TestDirectory {
  private static final String FLAG = "-test-directory";
  private static final String DEFAULT = "tests";

  private TestDirectory() {}

  public static OptionSpec flag() {
    return Flags.named(
        FLAG,
        "DIR",
        "Where tests are, beside those that stand with the manifests; by default tests.");
  }

  /** Relative to the root module. */
  public static String of(ParseResult arguments, Shell shell, Diagnostics diagnostics) {
    String given = arguments.matchedOptionValue(FLAG, DEFAULT);
    Path path = Path.of(given).normalize();
    if (path.isAbsolute() || path.startsWith("..") || path.toString().isEmpty()) {
      diagnostics.add(
          Diagnostic.error(
              "Invalid testing directory",
              "It is a directory below that of the manifests, named from there; \""
                  + given
                  + "\" is not."));
    } else if (arguments.hasMatchedOption(FLAG)
        && !Files.isDirectory(shell.directory().resolve(path))) {
      diagnostics.add(
          Diagnostic.warning(
              "Test directory does not exist",
              "There is no directory \"" + given + "\" beside the manifests.",
              null));
    }
    return path.toString().replace('\\', '/');
  }
}
