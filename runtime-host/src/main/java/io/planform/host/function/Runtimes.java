package io.planform.host.function;

import io.planform.functiongraph.error.FgsError;
import io.planform.host.server.ApiException;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** The runtimes of the API, and which of them this host has an image for. */
public final class Runtimes {
  static final String CUSTOM_IMAGE = "Custom Image";

  /** Those that start the file {@code bootstrap} of the code. */
  static final Set<String> BOOTSTRAPPED = Set.of("Custom", "http");

  /** Those whose instances may serve several requests at a time. */
  static final Set<String> CONCURRENT = Set.of("http", CUSTOM_IMAGE);

  private static final List<String> KNOWN =
      List.of(
          "Java8",
          "Java11",
          "Java17",
          "Python2.7",
          "Python3.6",
          "Python3.9",
          "Python3.10",
          "Go1.8",
          "Go1.x",
          "Node.js6.10",
          "Node.js8.10",
          "Node.js10.16",
          "Node.js12.13",
          "Node.js14.18",
          "Node.js16.17",
          "Node.js18.15",
          "C#(.NET Core 2.0)",
          "C#(.NET Core 2.1)",
          "C#(.NET Core 3.1)",
          "C#(.NET Core 6.0)",
          "Custom",
          "PHP7.3",
          "PHP8.3",
          "Cangjie1.0",
          "http",
          CUSTOM_IMAGE);

  private final Predicate<String> hasImage;

  /**
   * @param hasImage whether there is an image for a runtime by the API's name
   */
  public Runtimes(Predicate<String> hasImage) {
    this.hasImage = hasImage;
  }

  /** Those that functions can be made for. */
  List<String> available() {
    return KNOWN.stream().filter(this::isAvailable).toList();
  }

  /**
   * @throws ApiException FSS.1005 for a runtime that is unknown or has no image
   */
  public void check(String runtime) {
    if (!KNOWN.contains(runtime)) {
      throw new ApiException(
          FgsError.FSS_1005,
          "\"%s\" is no runtime; this host has %s."
              .formatted(runtime, String.join(", ", available())));
    }
    if (!isAvailable(runtime)) {
      throw new ApiException(
          FgsError.FSS_1005,
          "This host has no image for %s; it has %s."
              .formatted(runtime, String.join(", ", available())));
    }
  }

  private boolean isAvailable(String runtime) {
    return runtime.equals(CUSTOM_IMAGE) || hasImage.test(runtime);
  }

  static boolean isJava(String runtime) {
    return runtime.startsWith("Java");
  }

  /** What source files end in; empty for compiled languages. */
  static String sourceExtension(String runtime) {
    if (runtime.startsWith("Node.js")) {
      return ".js";
    }
    if (runtime.startsWith("Python")) {
      return ".py";
    }
    return runtime.startsWith("PHP") ? ".php" : "";
  }
}
