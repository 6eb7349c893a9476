package io.planform.store.database;

import io.planform.store.StoreException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** The migrations in a folder of the class path. */
final class Migrations {
  private static final Pattern NAME = Pattern.compile("V(\\d+)__\\w+\\.sql");

  private final String folder;
  private final TreeSet<Integer> versions = new TreeSet<>();

  Migrations(String folder) {
    this.folder = folder;
    list()
        .map(NAME::matcher)
        .filter(Matcher::matches)
        .forEach(name -> versions.add(Integer.parseInt(name.group(1))));
    if (versions.isEmpty()) {
      throw new IllegalArgumentException("No migrations on the class path in " + folder);
    }
  }

  /**
   * Asks the history with one query, since Flyway takes a third of a second to find out that it has
   * nothing to do.
   *
   * @throws StoreException if migrations were applied that are not among these
   */
  boolean areApplied(Migrated database) throws StoreException, SQLException {
    int applied = database.newestApplied();
    if (applied > versions.last()) {
      throw database.failure(
          "was written by a newer version of Planform: its schema is "
              + applied
              + ", and this version knows "
              + versions.last()
              + ". Use the newer version.",
          null);
    }
    return applied == versions.last();
  }

  void apply(Migrated database) throws StoreException {
    try {
      database
          .migration(
              Flyway.configure(Migrations.class.getClassLoader())
                  .loggers(SilentLog.class.getName())
                  .locations("classpath:" + folder))
          .load()
          .migrate();
    } catch (FlywayException e) {
      throw database.failure("could not be brought up to date: " + e.getMessage(), e);
    }
  }

  private Stream<String> list() {
    URL url = Migrations.class.getClassLoader().getResource(folder);
    if (url == null) {
      return Stream.empty();
    }
    try {
      if (url.openConnection() instanceof JarURLConnection jar) {
        String prefix = folder + "/";
        return jar.getJarFile().stream()
            .map(entry -> entry.getName())
            .filter(name -> name.startsWith(prefix))
            .map(name -> name.substring(prefix.length()));
      }
      try (Stream<Path> files = Files.list(Path.of(URI.create(url.toString())))) {
        return files.map(file -> file.getFileName().toString()).toList().stream();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
