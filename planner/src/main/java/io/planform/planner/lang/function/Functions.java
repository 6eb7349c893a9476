package io.planform.planner.lang.function;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The table of functions. */
public final class Functions {
  private static final String CORE = "core::";
  private static final Map<String, Function> TABLE = table();
  private static final Set<String> NAMES = allNames();

  private Functions() {}

  private static Map<String, Function> table() {
    Map<String, Function> table = new TreeMap<>();
    for (List<Function> family :
        List.of(
            TextFunctions.all(),
            RegexFunctions.all(),
            FormatFunctions.all(),
            NumberFunctions.all(),
            SequenceFunctions.all(),
            SearchFunctions.all(),
            SetFunctions.all(),
            MappingFunctions.all(),
            ConversionFunctions.all(),
            EncodingFunctions.all(),
            Base64Functions.all(),
            DigestFunctions.all(),
            CipherFunctions.all(),
            IdentifierFunctions.all(),
            AddressFunctions.all(),
            FileFunctions.all(),
            PathFunctions.all(),
            TemplateFunctions.all(),
            TimeFunctions.all())) {
      family.forEach(function -> table.put(function.name(), function));
    }
    return Map.copyOf(table);
  }

  private static Set<String> allNames() {
    Set<String> names = new TreeSet<>(TABLE.keySet());
    names.add("try");
    names.add("can");
    return Set.copyOf(names);
  }

  public static @Nullable Function named(String name) {
    return TABLE.get(bare(name));
  }

  /** A name of the language itself may be written with {@code core::} in front. */
  public static String bare(String name) {
    return name.startsWith(CORE) ? name.substring(CORE.length()) : name;
  }

  /** Of all functions, including those that the evaluator itself computes. */
  public static Set<String> names() {
    return NAMES;
  }
}
