package io.planform.planner.cli.state;

import io.planform.planner.cli.project.Project;
import io.planform.planner.cli.project.StateReading;
import io.planform.planner.cli.shell.ExitCode;
import io.planform.planner.cli.shell.Shell;
import io.planform.planner.config.Configuration;
import io.planform.planner.config.Configuration.RequiredProvider;
import io.planform.planner.config.ConfigurationTree;
import io.planform.planner.config.ProviderSource;
import io.planform.planner.plan.evaluation.Providers;
import io.planform.planner.plan.prior.RecordedState;
import io.planform.planner.tfstate.TerraformStateWriter;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.store.StoreException;
import io.planform.store.state.Snapshot;
import io.planform.store.state.StateStore;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/** Writes the state in Terraform's form. */
final class StateExport {
  private final Shell shell;

  StateExport(Shell shell) {
    this.shell = shell;
  }

  /**
   * @param file that is made, for its owner alone; empty for standard output
   */
  int run(String file) {
    return StateReading.open(shell, (tree, store) -> write(tree, store, file));
  }

  private int write(ConfigurationTree tree, StateStore store, String file) throws StoreException {
    Snapshot snapshot = store.snapshot(Project.workspace(shell));
    Diagnostics diagnostics = new Diagnostics();
    Diagnostic unsettled = StateEditing.unsettled(snapshot);
    if (unsettled != null) {
      diagnostics.add(unsettled);
    }
    try (Providers providers = new Providers(shell.providers())) {
      RecordedState state = RecordedState.of(snapshot, providers, diagnostics);
      if (!diagnostics.hasErrors() && (snapshot.revision() > 0 || !file.isEmpty())) {
        write(state, snapshot, new TerraformStateWriter(providers, sources(tree)), file);
      }
    } catch (FileAlreadyExistsException _) {
      diagnostics.add(
          Diagnostic.error("The file is there already", file + " is never written over."));
    } catch (IOException e) {
      diagnostics.add(
          Diagnostic.error("The state cannot be written", String.valueOf(e.getMessage())));
    }
    shell.report(diagnostics.toList());
    return diagnostics.hasErrors() ? ExitCode.ERROR : ExitCode.DONE;
  }

  private void write(
      RecordedState state, Snapshot snapshot, TerraformStateWriter writer, String file)
      throws IOException {
    if (file.isEmpty()) {
      writer.write(state, snapshot.lineage(), snapshot.revision(), shell.out());
      return;
    }
    Path path = shell.directory().resolve(file);
    Files.createFile(
        path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(path))) {
      writer.write(state, snapshot.lineage(), snapshot.revision(), out);
    }
  }

  /** Where the configuration says that providers come from, else where they usually do. */
  private static Function<String, ProviderSource> sources(ConfigurationTree tree) {
    Map<String, ProviderSource> sources = new HashMap<>();
    for (Configuration module : tree.modules().values()) {
      for (RequiredProvider required : module.settings().requiredProviders().values()) {
        sources.putIfAbsent(required.source().type(), required.source());
      }
    }
    return type -> sources.getOrDefault(type, ProviderSource.usual(type));
  }
}
