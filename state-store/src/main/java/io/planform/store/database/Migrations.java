package io.planform.store.database;

import io.planform.store.StoreException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
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
   * Asks the file's history with one query, since Flyway takes a third of a second to find out that
   * it has nothing to do.
   *
   * @throws StoreException if the file has migrations that are not among these
   */
  boolean areApplied(DatabaseFile file) throws StoreException, SQLException {
    int applied;
    try (Connection connection = file.connectReadOnly();
        Statement statement = connection.createStatement()) {
      applied = newest(statement);
    }
    if (applied > versions.last()) {
      throw file.failure(
          "was written by a newer version of Planform: its schema is "
              + applied
              + ", and this version knows "
              + versions.last()
              + ". Use the newer version.",
          null);
    }
    return applied == versions.last();
  }

  void apply(DatabaseFile file) throws StoreException {
    try {
      Flyway.configure(Migrations.class.getClassLoader())
          .loggers(SilentLog.class.getName())
          .locations("classpath:" + folder)
          .dataSource(file.source())
          .load()
          .migrate();
    } catch (FlywayException e) {
      throw file.failure("could not be brought up to date: " + e.getMessage(), e);
    }
  }

  private static int newest(Statement statement) throws SQLException {
    try (ResultSet table =
        statement.executeQuery(
            "SELECT 1 FROM sqlite_schema WHERE name = 'flyway_schema_history'")) {
      if (!table.next()) {
        return 0;
      }
    }
    try (ResultSet row =
        statement.executeQuery(
            "SELECT max(CAST(version AS INTEGER)) FROM flyway_schema_history WHERE success")) {
      return row.getInt(1);
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
