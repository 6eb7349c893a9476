package io.planform.planner.cli.project;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.planform.planner.cli.shell.Shell;
import io.planform.planner.config.Body;
import io.planform.planner.lang.SourceText;
import io.planform.planner.manifest.hcl.HclFile;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.value.Value;
import io.planform.store.StoreException;
import io.planform.store.secret.EnvelopeCipher;
import io.planform.store.secret.KeySource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What {@code init -backend-config} said, kept for the commands that follow. It may hold a password
 * and is sealed with the key of states.
 */
public final class BackendSettings {
  private static final String FILE = ".planform/backend";
  private static final String IDENTITY = "backend settings";
  private static final ObjectMapper JSON = new ObjectMapper();

  private BackendSettings() {}

  /** Empty if there are none. */
  static Map<String, String> read(Path directory, Shell shell, Diagnostics diagnostics) {
    Path file = directory.resolve(FILE);
    if (Files.notExists(file)) {
      return Map.of();
    }
    try {
      String text = cipher(shell).open(Files.readAllBytes(file), IDENTITY);
      return JSON.readValue(text, new TypeReference<LinkedHashMap<String, String>>() {});
    } catch (StoreException | IOException e) {
      diagnostics.add(
          Diagnostic.error("The backend's settings cannot be read", file + ": " + e.getMessage())
              .withHint("init -reconfigure -backend-config=… makes them anew"));
      return Map.of();
    }
  }

  public static void write(
      Path directory, Map<String, String> settings, Shell shell, Diagnostics diagnostics) {
    Path file = directory.resolve(FILE);
    try {
      if (settings.isEmpty()) {
        Files.deleteIfExists(file);
        return;
      }
      Files.createDirectories(file.getParent());
      Path draft =
          Files.createTempFile(
              file.getParent(),
              "backend",
              ".new",
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.write(draft, cipher(shell).seal(JSON.writeValueAsString(settings), IDENTITY));
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (StoreException | IOException e) {
      diagnostics.add(
          Diagnostic.error("The backend's settings cannot be kept", file + ": " + e.getMessage()));
    }
  }

  /** With the newest key of states. */
  public static void encryptAnew(Shell shell, Diagnostics diagnostics) {
    Map<String, String> settings = read(shell.directory(), shell, diagnostics);
    if (!settings.isEmpty()) {
      write(shell.directory(), settings, shell, diagnostics);
    }
  }

  /**
   * Reads what was typed.
   *
   * @param options each {@code NAME=VALUE} or a file of arguments
   */
  public static Map<String, String> parse(
      List<String> options, Path directory, Diagnostics diagnostics) {
    Map<String, String> settings = new LinkedHashMap<>();
    for (String option : options) {
      int equals = option.indexOf('=');
      if (equals > 0) {
        settings.put(option.substring(0, equals).strip(), option.substring(equals + 1).strip());
      } else {
        settings.putAll(parse(directory.resolve(option), diagnostics));
      }
    }
    return settings;
  }

  private static Map<String, String> parse(Path file, Diagnostics diagnostics) {
    Map<String, String> settings = new LinkedHashMap<>();
    try {
      Body body =
          HclFile.parse(new SourceText(file.toString(), Files.readString(file)), diagnostics);
      for (Body.Argument argument : body.arguments().values()) {
        if (argument.expression().evaluate(new ConstantScope(), diagnostics)
            instanceof Value.Str(String text)) {
          settings.put(argument.name(), text);
        } else if (!diagnostics.hasErrors()) {
          diagnostics.add(
              Diagnostic.error(
                  "Invalid " + argument.name(),
                  "The settings of a backend are texts.",
                  argument.expression().range()));
        }
      }
    } catch (IOException e) {
      diagnostics.add(
          Diagnostic.error(
                  "The file of -backend-config cannot be read", file + ": " + e.getMessage())
              .withHint("-backend-config takes NAME=VALUE or a file of such lines"));
    }
    return settings;
  }

  private static EnvelopeCipher cipher(Shell shell) {
    return new EnvelopeCipher(KeySource.ofStates(shell.environment(), shell.home()));
  }
}
