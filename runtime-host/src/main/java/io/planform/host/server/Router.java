package io.planform.host.server;

import io.planform.functiongraph.error.FgsError;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Finds the route of a request by walking its path once; fixed segments win over parameters. */
public final class Router implements Handler {
  private final Node root = new Node();

  public Router(List<Route> routes) {
    for (Route route : routes) {
      add(route);
    }
  }

  private static final class Node {
    final Map<String, Node> fixed = new HashMap<>();
    final Map<String, Route> routes = new HashMap<>();
    @Nullable Node any;
  }

  private void add(Route route) {
    Node node = root;
    for (String segment : Encoding.segments(route.template())) {
      if (segment.startsWith("{")) {
        Node any = node.any == null ? new Node() : node.any;
        node.any = any;
        node = any;
      } else {
        node = node.fixed.computeIfAbsent(segment, ignored -> new Node());
      }
    }
    if (node.routes.putIfAbsent(route.method(), route) != null) {
      throw new IllegalArgumentException("two routes for " + route.method() + route.template());
    }
  }

  @Override
  public Response handle(Request request) {
    List<String> segments = Encoding.segments(request.path());
    Node node = find(root, segments, 0);
    if (node == null) {
      throw new ApiException(FgsError.FSS_0404, "There is no " + request.path() + " here.");
    }
    Route route = node.routes.get(request.method());
    if (route == null) {
      throw new ApiException(
          405,
          FgsError.FSS_0400,
          "The method %s is not one of %s."
              .formatted(request.method(), new TreeSet<>(node.routes.keySet())));
    }
    return route.handler().handle(request.withParameters(route.parametersOf(request.path())));
  }

  /** The route of a request, if there is one. */
  public Optional<Route> route(String method, String path) {
    List<String> segments = Encoding.segments(path);
    Node node = find(root, segments, 0);
    return Optional.ofNullable(node).map(found -> found.routes.get(method));
  }

  private static @Nullable Node find(Node node, List<String> segments, int at) {
    if (at == segments.size()) {
      return node.routes.isEmpty() ? null : node;
    }
    Node fixed = node.fixed.get(segments.get(at));
    Node found = fixed == null ? null : find(fixed, segments, at + 1);
    if (found == null && node.any != null && !segments.get(at).isEmpty()) {
      found = find(node.any, segments, at + 1);
    }
    return found;
  }
}
