package io.planform.host.function;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which functions a list shows; absent parts match all. */
record FunctionFilter(Optional<String> packageName, Optional<String> name) {
  static final FunctionFilter ALL = new FunctionFilter(Optional.empty(), Optional.empty());

  String where() {
    List<String> conditions = new ArrayList<>();
    packageName.ifPresent(ignored -> conditions.add("package = ?"));
    name.ifPresent(ignored -> conditions.add("name = ?"));
    return conditions.isEmpty() ? "" : "WHERE " + String.join(" AND ", conditions);
  }

  /** Sets the parameters of {@link #where()} and returns the number of the next one. */
  int bind(PreparedStatement statement) throws SQLException {
    int next = 1;
    for (Optional<String> part : List.of(packageName, name)) {
      if (part.isPresent()) {
        statement.setString(next++, part.get());
      }
    }
    return next;
  }
}
