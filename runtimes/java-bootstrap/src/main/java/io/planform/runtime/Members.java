package io.planform.runtime;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The members of a JSON object, found by the names of Java fields. */
final class Members {
  private final Map<?, ?> members;
  private @Nullable Map<String, Object> folded;

  Members(Map<?, ?> members) {
    this.members = members;
  }

  /** The member of this name, else one that differs only in case and underscores. */
  @Nullable Object get(String field) {
    Object value = members.get(field);
    return value != null ? value : folded().get(fold(field));
  }

  private Map<String, Object> folded() {
    if (folded == null) {
      Map<String, Object> names = new HashMap<>();
      members.forEach(
          (name, value) -> {
            if (value != null) {
              names.putIfAbsent(fold((String) name), value);
            }
          });
      folded = names;
    }
    return folded;
  }

  private static String fold(String name) {
    return name.replace("_", "").toLowerCase(Locale.ROOT);
  }
}
