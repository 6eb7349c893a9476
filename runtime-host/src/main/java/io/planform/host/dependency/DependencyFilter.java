package io.planform.host.dependency;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Which dependencies a list shows, by their newest version; absent parts match all. */
record DependencyFilter(Optional<String> name, Optional<String> runtime) {

  /** To be added to others. */
  String conditions() {
    return (name.isPresent() ? " AND d.name = ?" : "")
        + (runtime.isPresent() ? " AND v.runtime = ?" : "");
  }

  /** Sets the parameters of {@link #conditions()} and returns the number of the next one. */
  int bind(PreparedStatement statement) throws SQLException {
    int next = 1;
    for (Optional<String> part : List.of(name, runtime)) {
      if (part.isPresent()) {
        statement.setString(next++, part.get());
      }
    }
    return next;
  }
}
