package io.planform.planner.cli.project;

import io.planform.planner.cli.shell.Shell;
import io.planform.planner.config.Body;
import io.planform.planner.config.Configuration;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.diagnostic.NearMatch;
import io.planform.spi.diagnostic.SourceRange;
import io.planform.spi.value.Value;
import io.planform.store.StoreException;
import io.planform.store.database.PostgresServer;
import io.planform.store.state.StoreAddress;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where a configuration says its state is: its {@code backend} block, with what {@code init
 * -backend-config} said instead. The backends of Terraform mean ours, beside what Terraform wrote.
 */
public final class StateLocation {
  /** Relative to the root module. */
  public static final String DEFAULT = ".planform/state.db";

  private static final Map<String, List<String>> ARGUMENTS =
      Map.of(
          "sqlite", List.of("path"),
          "local", List.of("path", "workspace_dir"),
          "postgres", List.of("conn_str", "schema_name"),
          "pg",
              List.of(
                  "conn_str",
                  "schema_name",
                  "skip_schema_creation",
                  "skip_table_creation",
                  "skip_index_creation"));

  /** They tell where and how Terraform keeps its own state, which is not touched. */
  private static final Set<String> OF_TERRAFORM =
      Set.of("workspace_dir", "skip_schema_creation", "skip_table_creation", "skip_index_creation");

  /** The longest name that PostgreSQL does not cut off. */
  private static final int LONGEST_NAME = 63;

  private final Configuration.Backend backend;
  private final Path directory;
  private final Map<String, String> environment;
  private final Diagnostics diagnostics;
  private final Map<String, Setting> settings = new LinkedHashMap<>();

  private StateLocation(
      Configuration.Backend backend,
      Path directory,
      Map<String, String> environment,
      Diagnostics diagnostics) {
    this.backend = backend;
    this.directory = directory;
    this.environment = environment;
    this.diagnostics = diagnostics;
  }

  private record Setting(String text, SourceRange range) {}

  /** Null after an error. */
  static @Nullable StoreAddress of(
      Configuration configuration, Shell shell, Diagnostics diagnostics) {
    return of(configuration, StateHome.of(configuration.directory()), shell, diagnostics);
  }

  /** Null after an error. */
  static @Nullable StoreAddress of(
      Configuration configuration, StateHome home, Shell shell, Diagnostics diagnostics) {
    Configuration.Backend backend = configuration.settings().backend();
    if (backend == null) {
      return home.usual();
    }
    Path directory = home.directory();
    StoreAddress address =
        new StateLocation(backend, directory, shell.environment(), diagnostics)
            .address(BackendSettings.read(directory, shell, diagnostics));
    if (address instanceof StoreAddress.SqliteFile && home.schema() != null) {
      diagnostics.add(
          Diagnostic.error(
                  "State in a file of one machine",
                  "Deployments are recorded in PostgreSQL, where services on several machines can"
                      + " take turns; they would not find this state.",
                  backend.range())
              .withHint("backend \"postgres\", or no backend at all"));
      return null;
    }
    return address;
  }

  /** What a block says that looks like a backend; null after an error. */
  public static @Nullable StoreAddress of(
      Configuration.Backend backend, Path directory, Shell shell, Diagnostics diagnostics) {
    return new StateLocation(backend, directory, shell.environment(), diagnostics)
        .address(Map.of());
  }

  private @Nullable StoreAddress address(Map<String, String> given) {
    List<String> known = ARGUMENTS.get(backend.type());
    if (known == null) {
      diagnostics.add(unsupported());
      return null;
    }
    backend.body().arguments().values().stream()
        .filter(argument -> !given.containsKey(argument.name()))
        .forEach(argument -> evaluate(argument, known));
    given.forEach((name, text) -> take(name, text, known));
    if (diagnostics.hasErrors()) {
      return null;
    }
    return switch (backend.type()) {
      case "sqlite" -> file("");
      // Terraform's own file stays as it is: ours lies beside it.
      case "local" -> file(".planform.db");
      case "postgres" -> schema("planform", "");
      default -> schema("terraform_remote_state", "_planform");
    };
  }

  private StoreAddress file(String suffix) {
    Setting path = settings.get("path");
    return new StoreAddress.SqliteFile(
        directory.resolve(path == null || path.text().isEmpty() ? DEFAULT : path.text() + suffix));
  }

  private @Nullable StoreAddress schema(String otherwise, String suffix) {
    String connection = text("conn_str", environment.getOrDefault("PG_CONN_STR", ""));
    String name = environment.getOrDefault("PG_SCHEMA_NAME", "");
    String schema = text("schema_name", name.isEmpty() ? otherwise : name) + suffix;
    if (schema.isEmpty() || schema.length() > LONGEST_NAME) {
      refuse("schema_name", "The name of a schema has 1 to " + LONGEST_NAME + " characters.");
      return null;
    }
    try {
      return new StoreAddress.PostgresSchema(PostgresServer.parse(connection, environment), schema);
    } catch (StoreException e) {
      diagnostics.add(connection(String.valueOf(e.getMessage())));
      return null;
    }
  }

  /** Names the place without showing its line, which may hold a password. */
  private Diagnostic connection(String why) {
    Setting setting = settings.get("conn_str");
    SourceRange range = setting == null ? backend.range() : setting.range();
    String place = range.file() + ":" + range.start().line() + ":" + range.start().column() + ": ";
    return Diagnostic.error("Invalid conn_str", place + why)
        .withHint("postgres://USER@HOST:PORT/DATABASE; PGPASSWORD or ~/.pgpass has the password");
  }

  private String text(String name, String otherwise) {
    Setting setting = settings.get(name);
    return setting == null ? otherwise : setting.text();
  }

  private void refuse(String name, String why) {
    Setting setting = settings.get(name);
    diagnostics.add(
        Diagnostic.error(
            "Invalid " + name, why, setting == null ? backend.range() : setting.range()));
  }

  private void evaluate(Body.Argument argument, List<String> known) {
    if (isUnknown(argument.name(), known, argument.nameRange())
        || OF_TERRAFORM.contains(argument.name())) {
      return;
    }
    Value value = argument.expression().evaluate(new ConstantScope(), diagnostics);
    switch (value) {
      case Value.Str(String text) ->
          settings.put(argument.name(), new Setting(text, argument.expression().range()));
      case Value.Null _ -> {
        // As if it were not there.
      }
      default -> {
        if (!diagnostics.hasErrors()) {
          diagnostics.add(
              Diagnostic.error(
                  "Invalid " + argument.name(),
                  "The " + argument.name() + " of a backend is a text.",
                  argument.expression().range()));
        }
      }
    }
  }

  private void take(String name, String text, List<String> known) {
    if (!isUnknown(name, known, backend.range()) && !OF_TERRAFORM.contains(name)) {
      settings.put(name, new Setting(text, backend.range()));
    }
  }

  private boolean isUnknown(String name, List<String> known, SourceRange range) {
    if (known.contains(name)) {
      return false;
    }
    String near = NearMatch.of(name, known);
    Diagnostic unknown =
        Diagnostic.error(
            "Unsupported argument",
            "The backend " + backend.type() + " has no argument " + name + ".",
            range);
    diagnostics.add(
        unknown.withHint(
            near == null ? "it takes " + String.join(", ", known) : "did you mean " + near + "?"));
    return true;
  }

  private Diagnostic unsupported() {
    return Diagnostic.error(
            "Unsupported backend " + backend.type(),
            "States are kept in a SQLite file or in PostgreSQL.",
            backend.range())
        .withHint(
            "backend \"sqlite\" { path = \"…\" } or backend \"postgres\" { conn_str = \"…\" }; a"
                + " state that Terraform keeps elsewhere is taken over with 'terraform state pull"
                + " >old.tfstate' and 'planform state import-tfstate old.tfstate'");
  }
}
