package io.planform.planner.module;

import io.planform.planner.config.Configuration.ModuleCall;
import io.planform.planner.config.ModulePath;
import io.planform.planner.config.NotBuilt;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Modules in directories beside or below the calling one: {@code ./x}, {@code ../x}. */
public final class LocalModules implements ModuleDirectories {

  @Override
  public @Nullable Path find(
      ModulePath module, ModuleCall call, Path caller, Diagnostics diagnostics) {
    String source = call.source();
    if (!isLocal(source)) {
      diagnostics.add(
          NotBuilt.error(
              "modules that are not in a local directory",
              "Copy the module beside this one, and name it as \"./…\" or \"../…\".",
              call.sourceRange()));
      return null;
    }
    if (!call.version().isEmpty()) {
      diagnostics.add(
          Diagnostic.error(
                  "Invalid registry module source address",
                  "A version can be asked for of a registry's modules only; a local directory has"
                      + " the one that is there.",
                  call.sourceRange())
              .withHint("take the argument version out"));
      return null;
    }
    Path directory = resolve(caller, source);
    if (directory == null || !Files.isDirectory(directory)) {
      diagnostics.add(
          Diagnostic.error(
              "Unreadable module directory",
              "There is no directory \"" + source + "\" beside the files that call it.",
              call.sourceRange()));
      return null;
    }
    return directory;
  }

  private static @Nullable Path resolve(Path caller, String source) {
    try {
      return caller.resolve(source).normalize();
    } catch (InvalidPathException _) {
      return null;
    }
  }

  private static boolean isLocal(String source) {
    return source.equals(".")
        || source.equals("..")
        || source.startsWith("./")
        || source.startsWith("../");
  }
}
