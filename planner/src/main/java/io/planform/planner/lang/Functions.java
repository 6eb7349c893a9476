package io.planform.planner.lang;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The table of functions. */
public final class Functions {
  private static final Map<String, Function> TABLE = table();
  private static final Set<String> NAMES = allNames();

  private Functions() {}

  private static Map<String, Function> table() {
    Map<String, Function> table = new TreeMap<>();
    for (List<Function> group :
        List.of(
            TextFunctions.all(),
            NumberFunctions.all(),
            CollectionFunctions.all(),
            MappingFunctions.all(),
            ConversionFunctions.all(),
            EncodingFunctions.all(),
            DigestFunctions.all(),
            FileFunctions.all(),
            TimeFunctions.all())) {
      group.forEach(function -> table.put(function.name(), function));
    }
    return Map.copyOf(table);
  }

  private static Set<String> allNames() {
    Set<String> names = new TreeSet<>(TABLE.keySet());
    names.add("try");
    names.add("can");
    return names;
  }

  /** Functions of the language itself may be named with {@code core::} in front. */
  static @Nullable Function named(String name) {
    return TABLE.get(name.startsWith("core::") ? name.substring("core::".length()) : name);
  }

  public static Set<String> names() {
    return NAMES;
  }
}
