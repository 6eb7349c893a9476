package io.planform.planner.cli.project;

import io.planform.planner.cli.shell.Shell;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * Which of the states in one store commands work with: {@code TF_WORKSPACE}, else the one that was
 * selected in this directory, else {@code default}.
 */
public final class Workspace {
  public static final String DEFAULT = "default";
  private static final String FILE = ".planform/environment";

  /** Characters that need no escape in a path of a URL. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9$\\-_.+!*'()&=:@~,;]+");

  private Workspace() {}

  public static String selected(Shell shell) {
    if (isOverridden(shell)) {
      return shell.environment().getOrDefault("TF_WORKSPACE", "");
    }
    try {
      Path file = shell.directory().resolve(FILE);
      String name = Files.exists(file) ? Files.readString(file).strip() : "";
      return name.isEmpty() ? DEFAULT : name;
    } catch (IOException e) {
      return "";
    }
  }

  public static boolean isOverridden(Shell shell) {
    return !shell.environment().getOrDefault("TF_WORKSPACE", "").isEmpty();
  }

  public static boolean isName(String name) {
    return NAME.matcher(name).matches() && !name.equals(".") && !name.equals("..");
  }

  /** Refuses a workspace that could not have been made. */
  public static void check(Shell shell, Diagnostics diagnostics) {
    String name = selected(shell);
    if (isName(name)) {
      return;
    }
    diagnostics.add(
        isOverridden(shell)
            ? Diagnostic.error(
                "Invalid workspace name set using TF_WORKSPACE",
                "The name \"" + name + "\" must contain only URL safe characters.")
            : Diagnostic.error(
                "Invalid workspace name",
                "The file " + FILE + " names no workspace; 'workspace select' writes it anew."));
  }

  /** Lets the commands that follow in this directory work with another. */
  public static void select(Shell shell, String name) throws IOException {
    Path file = shell.directory().resolve(FILE);
    Files.createDirectories(file.getParent());
    Files.writeString(file, name);
  }
}
