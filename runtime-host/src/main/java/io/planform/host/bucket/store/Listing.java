package io.planform.host.bucket.store;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A page of what a bucket holds, ordered by the bytes of the keys.
 *
 * @param prefixes what stands for all keys that begin so
 * @param next the last key or prefix of the page; empty where nothing follows
 */
public record Listing(List<StoredObject> objects, List<String> prefixes, Optional<String> next) {

  /**
   * What to list.
   *
   * @param delimiter keys that have it after the prefix are told by what is up to it; empty for
   *     none
   * @param after the key or prefix after which to begin; empty for the first
   * @param limit keys and prefixes at most
   */
  public record Query(String prefix, String delimiter, String after, int limit) {}

  /** Reads as many rows as the page has entries, and one. */
  static Listing read(Connection connection, String bucket, Query query) throws SQLException {
    List<StoredObject> objects = new ArrayList<>();
    List<String> prefixes = new ArrayList<>();
    Optional<Position> position = begin(query);
    Optional<String> last = Optional.empty();
    while (position.isPresent()) {
      Position from = position.get();
      position = Optional.empty();
      try (PreparedStatement select =
          ObjectTable.from(connection, bucket, from.key(), from.inclusive())) {
        ResultSet row = select.executeQuery();
        while (row.next() && row.getString(3).startsWith(query.prefix())) {
          if (objects.size() + prefixes.size() == query.limit()) {
            return new Listing(objects, prefixes, last);
          }
          Optional<String> common = common(query, row.getString(3));
          if (common.isPresent()) {
            prefixes.add(common.get());
            last = common;
            position = Keys.after(common.get()).map(key -> new Position(key, true));
            break;
          }
          StoredObject object = ObjectTable.object(row);
          objects.add(object);
          last = Optional.of(object.key());
        }
      }
    }
    return new Listing(objects, prefixes, Optional.empty());
  }

  private record Position(String key, boolean inclusive) {}

  private static Optional<Position> begin(Query query) {
    if (isBefore(query.after(), query.prefix())) {
      return Optional.of(new Position(query.prefix(), true));
    }
    Optional<String> common =
        query.after().startsWith(query.prefix()) ? common(query, query.after()) : Optional.empty();
    return common.isPresent()
        ? Keys.after(common.get()).map(key -> new Position(key, true))
        : Optional.of(new Position(query.after(), query.after().isEmpty()));
  }

  private static boolean isBefore(String one, String other) {
    return Arrays.compareUnsigned(
            one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8))
        < 0;
  }

  /** What is up to the delimiter after the prefix. */
  private static Optional<String> common(Query query, String key) {
    if (query.delimiter().isEmpty()) {
      return Optional.empty();
    }
    int at = key.indexOf(query.delimiter(), query.prefix().length());
    return at < 0
        ? Optional.empty()
        : Optional.of(key.substring(0, at + query.delimiter().length()));
  }
}
