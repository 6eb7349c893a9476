package io.planform.host.server;

import io.planform.functiongraph.error.FgsError;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The 92 operations of the FunctionGraph API (SDK 3.1.192), so that one this host lacks is refused
 * by its name and not mistaken for a wrong address.
 */
public final class Operations {
  private Operations() {}

  /** The given routes, and a refusal for every other operation. */
  public static List<Route> complete(List<Route> implemented) {
    Set<String> known =
        implemented.stream().map(Route::operation).collect(Collectors.toUnmodifiableSet());
    List<Route> routes = new ArrayList<>(implemented);
    for (String line : table().split("\n", -1)) {
      String[] columns = line.split("\t", -1);
      if (columns.length == 3 && !known.contains(columns[0])) {
        routes.add(Route.of(columns[0], columns[1], columns[2], ignored -> refuse(columns[0])));
      }
    }
    return routes;
  }

  private static Response refuse(String operation) {
    throw new ApiException(
        FgsError.FSS_0406,
        "The operation %s is not implemented by this runtime host.".formatted(operation));
  }

  private static String table() {
    try (InputStream in = Operations.class.getResourceAsStream("operations.tsv")) {
      if (in == null) {
        throw new IllegalStateException("the table of operations is not in the jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
