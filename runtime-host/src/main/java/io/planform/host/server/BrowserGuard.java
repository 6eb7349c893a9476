package io.planform.host.server;

import io.planform.functiongraph.error.FgsError;
import java.util.Locale;
import java.util.Set;

/**
 * Keeps web pages away from the management API: a browser names the page's origin, and a name that
 * was made to resolve to this machine shows in {@code Host}.
 */
public final class BrowserGuard implements Handler {
  private static final Set<String> OWN_NAMES = Set.of("127.0.0.1", "localhost", "[::1]");

  private final Handler next;

  public BrowserGuard(Handler next) {
    this.next = next;
  }

  @Override
  public Response handle(Request request) {
    if (!OWN_NAMES.contains(hostName(request))) {
      throw new ApiException(
          FgsError.FSS_0403, "The Host header must name this machine's loopback address.");
    }
    if (request.header("origin").isPresent()
        || request.header("sec-fetch-site").filter(site -> !site.equals("none")).isPresent()) {
      throw new ApiException(FgsError.FSS_0403, "Web pages may not call this API.");
    }
    return next.handle(request);
  }

  /** The name in {@code Host} without its port, in lower case; empty where there is none. */
  public static String hostName(Request request) {
    String host = request.header("host").orElse("").toLowerCase(Locale.ROOT);
    int colon = host.lastIndexOf(':');
    return colon > host.lastIndexOf(']') ? host.substring(0, colon) : host;
  }
}
