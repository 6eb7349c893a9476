package io.planform.host.function;

import io.planform.functiongraph.error.FgsError;
import io.planform.host.runtime.RuntimeCatalogue;
import io.planform.host.runtime.RuntimeEntry;
import io.planform.host.server.ApiException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The runtimes of the API, and which of them this host runs. */
public final class Runtimes {
  static final String CUSTOM_IMAGE = "Custom Image";
  public static final String HTTP = "http";

  /** Those that start the file {@code bootstrap} of the code. */
  static final Set<String> BOOTSTRAPPED = Set.of("Custom", HTTP);

  private final RuntimeCatalogue catalogue;

  public Runtimes(RuntimeCatalogue catalogue) {
    this.catalogue = catalogue;
  }

  /** Those that functions can be made for. */
  List<RuntimeEntry> available() {
    return catalogue.entries().stream().filter(RuntimeEntry::isAvailable).toList();
  }

  /** Whether functions can be made for a runtime. */
  public boolean isAvailable(String runtime) {
    return catalogue.find(runtime).filter(RuntimeEntry::isAvailable).isPresent();
  }

  /**
   * @throws ApiException FSS.1005 for a runtime that is unknown or cannot be run here
   */
  public void check(String runtime) {
    RuntimeEntry entry = catalogue.find(runtime).orElse(null);
    if (entry == null) {
      throw invalid("\"%s\" is no runtime".formatted(runtime));
    }
    String why = entry.unavailable();
    if (why != null) {
      throw invalid("%s is not available on this host: %s".formatted(runtime, why));
    }
  }

  private ApiException invalid(String what) {
    return new ApiException(
        FgsError.FSS_1005,
        what
            + "; this host has "
            + available().stream().map(RuntimeEntry::name).collect(Collectors.joining(", "))
            + ".");
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
