package io.planform.planner.cli.deploy;

import io.planform.planner.cli.project.StateHome;
import io.planform.planner.cli.project.StateLocation;
import io.planform.planner.cli.shell.ExitCode;
import io.planform.planner.cli.shell.Shell;
import io.planform.planner.deploy.DeploymentSettings;
import io.planform.planner.deploy.Deployments;
import io.planform.planner.deploy.DeploymentsReader;
import io.planform.planner.deploy.git.Access;
import io.planform.planner.deploy.git.Mirrors;
import io.planform.planner.lang.SourceText;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.diagnostic.NearMatch;
import io.planform.store.StoreException;
import io.planform.store.job.JobStore;
import io.planform.store.state.StoreAddress;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** What the commands below {@code deploy} work with. */
final class DeploySession implements AutoCloseable {
  private static final int LONGEST_SCHEMA = 63;

  private final Shell shell;
  private final List<DeploymentSettings> deployments;
  private final StoreAddress address;
  private final JobStore store;

  private DeploySession(
      Shell shell, List<DeploymentSettings> deployments, StoreAddress address, JobStore store) {
    this.shell = shell;
    this.deployments = deployments;
    this.address = address;
    this.store = store;
  }

  /** What a command does. */
  @FunctionalInterface
  interface Use {
    int with(DeploySession session) throws StoreException;
  }

  /** Reads the declared deployments and opens their store; problems are reported. */
  static int open(Shell shell, Use use) {
    Diagnostics diagnostics = new Diagnostics();
    Map<String, SourceText> sources = new HashMap<>();
    Deployments declared = DeploymentsReader.read(shell.directory(), sources, diagnostics);
    StoreAddress address = address(declared, shell, diagnostics);
    shell.report(diagnostics.toList(), sources);
    if (diagnostics.hasErrors() || address == null) {
      return ExitCode.ERROR;
    }
    try (JobStore store = JobStore.open(address);
        DeploySession session = new DeploySession(shell, declared.deployments(), address, store)) {
      return use.with(session);
    } catch (StoreException e) {
      shell.report(
          Diagnostic.error(
              "The record of deployments cannot be used", String.valueOf(e.getMessage())));
      return ExitCode.ERROR;
    }
  }

  /** What a command does with one deployment. */
  @FunctionalInterface
  interface UseOfOne {
    int with(DeploySession session, DeploymentSettings settings) throws StoreException;
  }

  /** As {@link #open(Shell, Use)}, for the deployment that {@link #name} lets the user name. */
  static int open(ParseResult arguments, Shell shell, UseOfOne use) {
    return open(
        shell,
        session -> {
          DeploymentSettings settings = session.deployment(arguments.matchedPositionalValue(0, ""));
          return settings == null ? ExitCode.ERROR : use.with(session, settings);
        });
  }

  private static @Nullable StoreAddress address(
      Deployments declared, Shell shell, Diagnostics diagnostics) {
    return declared.store() == null
        ? new StoreAddress.SqliteFile(folder(shell).resolve("deployments.db"))
        : StateLocation.of(declared.store(), shell.directory(), shell, diagnostics);
  }

  private static Path folder(Shell shell) {
    return shell.home().resolve("deployments");
  }

  Path folder() {
    return folder(shell);
  }

  List<DeploymentSettings> deployments() {
    return deployments;
  }

  JobStore store() {
    return store;
  }

  Mirrors mirrors() {
    Path repositories = folder().resolve("repositories");
    return new Mirrors(repositories, new Access(shell.environment(), repositories));
  }

  /** Where a deployment's state is if its manifests do not say: where deployments are recorded. */
  StateHome stateHome(DeploymentSettings settings) {
    return new StateHome(
        folder().resolve("states").resolve(settings.name()),
        address instanceof StoreAddress.PostgresSchema(var server, String schema)
            ? new StoreAddress.PostgresSchema(server, schema(schema, settings.name()))
            : null);
  }

  private static String schema(String schema, String name) {
    String whole = schema + "_" + name;
    return whole.substring(0, Math.min(whole.length(), LONGEST_SCHEMA));
  }

  static void names(CommandSpec spec) {
    spec.addPositional(
        PositionalParamSpec.builder()
            .paramLabel("NAME")
            .index("0..*")
            .arity("0..*")
            .type(List.class)
            .auxiliaryTypes(String.class)
            .description("Names of deployments; all of them where none is given.")
            .build());
  }

  static void name(CommandSpec spec) {
    spec.addPositional(
        PositionalParamSpec.builder()
            .paramLabel("NAME")
            .index("0")
            .type(String.class)
            .required(true)
            .description("The name of the deployment.")
            .build());
  }

  /** Those that were named; null after a reported error. */
  @Nullable List<DeploymentSettings> named(ParseResult arguments) {
    List<String> names = arguments.matchedPositionalValue(0, List.of());
    for (String name : names) {
      if (deployment(name) == null) {
        return null;
      }
    }
    return names.isEmpty()
        ? deployments
        : deployments.stream().filter(each -> names.contains(each.name())).toList();
  }

  /** Null after a reported error. */
  private @Nullable DeploymentSettings deployment(String name) {
    for (DeploymentSettings each : deployments) {
      if (each.name().equals(name)) {
        return each;
      }
    }
    List<String> names = deployments.stream().map(DeploymentSettings::name).toList();
    String near = NearMatch.of(name, names);
    shell.report(
        Diagnostic.error("Unknown deployment", "No deployment \"" + name + "\" is declared here.")
            .withHint(
                near == null
                    ? "declared are " + String.join(", ", names)
                    : "did you mean " + near + "?"));
    return null;
  }

  @Override
  public void close() {}
}
