package io.planform.planner.policy;

import io.planform.planner.lang.Expression;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What a file of rules declares. Files know nothing of each other.
 *
 * @param directory of the file, against which functions such as {@code file} resolve paths
 * @param locals by their names
 */
record PolicyFile(Path directory, List<Rule> rules, Map<String, Expression> locals) {
  PolicyFile {
    rules = List.copyOf(rules);
    locals = Map.copyOf(locals);
  }
}
