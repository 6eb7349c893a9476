package io.planform.planner.cli.adoption;

import io.planform.planner.adopt.GeneratedBlocks;
import io.planform.planner.adopt.Generation;
import io.planform.planner.cli.project.Project;
import io.planform.planner.cli.shell.Shell;
import io.planform.planner.plan.Imports;
import io.planform.planner.plan.Plan;
import io.planform.planner.plan.address.Address;
import io.planform.planner.plan.evaluation.Evaluation;
import io.planform.planner.plan.evaluation.Providers;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.store.state.Snapshot;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The file that {@code -generate-config-out} names: blocks for what import blocks are for. */
public final class GeneratedFile {
  private final String name;
  private final Path path;
  private final Shell shell;
  private GeneratedBlocks blocks = new GeneratedBlocks("");

  private GeneratedFile(String name, Path path, Shell shell) {
    this.name = name;
    this.path = path;
    this.shell = shell;
  }

  /** Null if there can be no such file; {@code diagnostics} say why. */
  public static @Nullable GeneratedFile named(
      String name, Plan.Mode mode, Shell shell, Diagnostics diagnostics) {
    if (mode != Plan.Mode.NORMAL) {
      diagnostics.add(
          Diagnostic.error(
              "Invalid generate-config-out flag",
              "Neither -destroy nor -refresh-only imports anything to write a configuration for."));
      return null;
    }
    try {
      Path path = shell.directory().resolve(name);
      if (!Files.exists(path)) {
        return new GeneratedFile(name, path, shell);
      }
      diagnostics.add(
          Diagnostic.error(
                  "Target generated file already exists",
                  name + " is there already, and what is generated goes to a new file only.")
              .withHint("name another file, or move what is in it and delete it"));
    } catch (InvalidPathException e) {
      diagnostics.add(failure(name, "that is no path: " + e.getReason()));
    }
    return null;
  }

  /** Whether there was anything to write. */
  public boolean isWritten() {
    return !blocks.texts().isEmpty();
  }

  public Plan mark(Plan plan) {
    return isWritten() ? plan.withGenerated(blocks.texts()) : plan;
  }

  /** The project with the file, which is there afterwards; null after a reported error. */
  public @Nullable Project complete(Project project, Snapshot snapshot) {
    List<Address> missing = Imports.generated(project.tree());
    if (missing.isEmpty()) {
      return project;
    }
    String source = isManifest() ? name : "generated.tf";
    String draft = source.endsWith(".yaml") ? "generated.tf" : source;
    Project drafted = project.with(draft, Generation.empty(missing));
    if (drafted == null) {
      return null;
    }
    Diagnostics diagnostics = new Diagnostics();
    Evaluation evaluation = drafted.evaluation();
    try (Providers _ = evaluation.providers()) {
      blocks =
          new Generation(evaluation, drafted.graph(), snapshot, diagnostics)
              .write(missing, folder());
    }
    if (diagnostics.hasErrors()) {
      drafted.report(diagnostics.toList());
      return null;
    }
    try {
      blocks.write(path, false);
    } catch (FileAlreadyExistsException e) {
      shell.report(failure(name, e.getMessage() + " is there already."));
      return null;
    } catch (NoSuchFileException _) {
      shell.report(failure(name, "there is no such directory."));
      return null;
    } catch (IOException e) {
      shell.report(failure(name, String.valueOf(e.getMessage())));
      return null;
    }
    return project.with(source, blocks.file(source, false));
  }

  /** As seen from the root module. */
  private String folder() {
    return name.substring(0, name.lastIndexOf('/') + 1);
  }

  /** Whether the file is one of the root module, now that it is there. */
  private boolean isManifest() {
    return !name.contains("/")
        && Stream.of(".tf", ".planform.hcl", ".planform.yaml").anyMatch(name::endsWith);
  }

  private static Diagnostic failure(String name, String why) {
    return Diagnostic.error(
        "Failed to create target generated file", name + " cannot be written: " + why);
  }
}
