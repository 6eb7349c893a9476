package io.planform.planner.module;

import io.planform.planner.config.Configuration.ModuleCall;
import io.planform.planner.config.ModulePath;
import io.planform.planner.config.VersionConstraint;
import io.planform.planner.module.ModuleSource.Directory;
import io.planform.planner.module.ModuleSource.Local;
import io.planform.planner.module.ModuleSource.Registry;
import io.planform.planner.module.ModuleSource.Unusable;
import io.planform.planner.module.PackageCache.Fetched;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Modules from wherever their sources say: found in the cache of packages, or fetched into it and
 * recorded in the lock file. Not for use by several threads.
 */
public final class FetchedModules implements ModuleDirectories, AutoCloseable {
  private final Path root;
  private final boolean upgrade;
  private final Set<String> upgraded = new HashSet<>();
  private final Web web = new Web();
  private final PackageCache cache;
  private @Nullable ModuleLock lock;

  /**
   * @param root directory of the root module
   * @param upgrade whether what the lock file says is looked up anew
   */
  public FetchedModules(Path root, boolean upgrade) {
    this.root = root;
    this.upgrade = upgrade;
    this.cache = new PackageCache(root.resolve(".planform/modules"), web);
  }

  @Override
  public @Nullable Path find(
      ModulePath module, ModuleCall call, Path caller, Diagnostics diagnostics) {
    ModuleSource source = SourceAddress.parse(call.source());
    if (!(source instanceof Registry) && !call.version().isEmpty()) {
      diagnostics.add(
          Diagnostic.error(
                  "Invalid registry module source address",
                  "A version can be asked for of a registry's modules only.",
                  call.sourceRange())
              .withHint("take the argument version out"));
      return null;
    }
    try {
      Path directory = find(source, call, caller);
      if (Files.isDirectory(directory)) {
        return directory;
      }
      diagnostics.add(
          Diagnostic.error(
              "Unreadable module directory",
              "There is no directory \"" + call.source() + "\".",
              call.sourceRange()));
    } catch (FetchException e) {
      diagnostics.add(
          Diagnostic.error(
              "Module cannot be had", String.valueOf(e.getMessage()), call.sourceRange()));
    }
    return null;
  }

  private Path find(ModuleSource source, ModuleCall call, Path caller) throws FetchException {
    return switch (source) {
      case Local(String path) -> local(path, caller);
      case Directory(String path, String subdirectory) -> within(path(path), subdirectory);
      case Unusable(String why) -> throw new FetchException(why);
      case ModuleSource.Git git -> within(locked(git.key(), git), git.subdirectory());
      case ModuleSource.Archive archive ->
          within(locked(archive.url(), archive), archive.subdirectory());
      case Registry registry -> ofRegistry(registry, call);
    };
  }

  private Path local(String path, Path caller) throws FetchException {
    Path directory;
    try {
      directory = caller.resolve(path).normalize();
    } catch (InvalidPathException e) {
      throw new FetchException("\"" + path + "\" is no path.");
    }
    Path packages = cache.directory().normalize();
    if (caller.startsWith(packages)) {
      Path own = packages.resolve(packages.relativize(caller).getName(0));
      if (!directory.startsWith(own)) {
        throw new FetchException("\"" + path + "\" leads out of the package of its module.");
      }
    }
    return directory;
  }

  private static Path path(String text) throws FetchException {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new FetchException("\"" + text + "\" is no path.");
    }
  }

  private Path locked(String key, ModuleSource source) throws FetchException {
    ModuleLock.Entry known = known(key);
    Fetched fetched = cache.get(source, known == null ? null : known.revision());
    lock().put(key, new ModuleLock.Entry(null, null, fetched.revision()));
    return fetched.directory();
  }

  private Path ofRegistry(Registry registry, ModuleCall call) throws FetchException {
    VersionConstraint constraint =
        VersionConstraint.parse(call.version().isEmpty() ? ">= 0.0.0" : call.version());
    if (constraint == null) {
      throw new FetchException(
          "The version constraint \"" + call.version() + "\" is written like \"~> 1.2\".");
    }
    String key = call.version().isEmpty() ? call.source() : call.source() + " " + call.version();
    ModuleLock.Entry known = known(key);
    RegistryClient client = new RegistryClient(web);
    String version = known == null ? null : known.version();
    if (version == null) {
      version = client.newest(registry, constraint);
    }
    String location = known == null ? null : known.location();
    if (location == null) {
      location = client.download(registry, version);
    }
    ModuleSource files = SourceAddress.parse(location);
    Fetched fetched = cache.get(files, known == null ? null : known.revision());
    lock().put(key, new ModuleLock.Entry(version, location, fetched.revision()));
    return within(within(fetched.directory(), subdirectory(files)), registry.subdirectory());
  }

  private static String subdirectory(ModuleSource source) {
    return switch (source) {
      case ModuleSource.Git git -> git.subdirectory();
      case ModuleSource.Archive archive -> archive.subdirectory();
      default -> "";
    };
  }

  /** The recorded entry, unless it is to be looked up anew; once is enough for each key. */
  private ModuleLock.@Nullable Entry known(String key) throws FetchException {
    return upgrade && upgraded.add(key) ? null : lock().get(key);
  }

  private ModuleLock lock() throws FetchException {
    ModuleLock read = lock;
    if (read == null) {
      read = ModuleLock.of(root);
      lock = read;
    }
    return read;
  }

  /** A directory of a package; {@code *} stands for the one that there is. */
  private static Path within(Path directory, String subdirectory) throws FetchException {
    Path place = directory;
    for (String name : subdirectory.split("/", -1)) {
      if (name.equals("*")) {
        place = only(place);
      } else if (!name.isEmpty()) {
        place = place.resolve(path(name));
      }
    }
    return place;
  }

  private static Path only(Path directory) throws FetchException {
    try (Stream<Path> found = Files.list(directory)) {
      List<Path> directories = found.filter(Files::isDirectory).toList();
      if (directories.size() == 1) {
        return directories.getFirst();
      }
      throw new FetchException(
          "\"*\" means the only directory of the package, which has " + directories.size() + ".");
    } catch (IOException e) {
      throw new FetchException("The package cannot be read: " + e.getMessage());
    }
  }

  @Override
  public void close() {
    web.close();
  }
}
