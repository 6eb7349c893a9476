package io.planform.host.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Which tests make which operation, by which client: read from the tests' sources. */
record Coverage(
    Map<String, Set<String>> java, Map<String, Set<String>> node, Map<String, Set<String>> go) {

  private static final Path JAVA = Path.of("src/test/java/io/planform/host");
  private static final Path NODE = Path.of("src/test/resources/npm-sdk");
  private static final Pattern METHOD = Pattern.compile("\\bclient\\s*\\.\\s*([a-z]\\w+)\\(");
  private static final Pattern NAME =
      Pattern.compile("\\b(?:provider\\s*\\.\\s*\\w+|pages)\\(\\s*\"(\\w+)\"");

  static Coverage read() {
    return new Coverage(
        calls(JAVA, "Test.java", METHOD, Coverage::capitalised),
        calls(NODE, ".js", METHOD, Coverage::capitalised),
        calls(JAVA.resolve("client"), "Test.java", NAME, Function.identity()));
  }

  /** What no test calls is not built; {@link SdkOperationsTest} holds the host to that. */
  boolean isBuilt(String operation) {
    return java.containsKey(operation);
  }

  private static Map<String, Set<String>> calls(
      Path folder, String ending, Pattern call, Function<String, String> operation) {
    Map<String, Set<String>> tests = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> sources =
          files.filter(file -> file.getFileName().toString().endsWith(ending)).sorted().toList();
      for (Path source : sources) {
        String name = source.getFileName().toString().replace(".java", "");
        Matcher found = call.matcher(Files.readString(source));
        while (found.find()) {
          tests.computeIfAbsent(operation.apply(found.group(1)), each -> new TreeSet<>()).add(name);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return tests;
  }

  private static String capitalised(String text) {
    return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }
}
