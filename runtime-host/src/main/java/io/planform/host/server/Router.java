package io.planform.host.server;

import io.planform.functiongraph.error.FgsError;
import java.util.HashMap;
import java.util.LinkedHashMap;
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
    final Map<String, Leaf> routes = new HashMap<>();
    @Nullable Node any;
  }

  /** A route, with the segments of its template. */
  private record Leaf(Route route, List<String> template) {
    Match match(List<String> segments) {
      Map<String, String> parameters = new LinkedHashMap<>();
      for (int i = 0; i < template.size(); i++) {
        String name = template.get(i);
        if (name.startsWith("{")) {
          parameters.put(name.substring(1, name.length() - 1), segments.get(i));
        }
      }
      return new Match(route, parameters);
    }
  }

  /**
   * The route of a request.
   *
   * @param parameters what those of the route's template are in the request's path, decoded
   */
  public record Match(Route route, Map<String, String> parameters) {

    /** Has the route handle the request that was matched. */
    public Response handle(Request request) {
      return route.handler().handle(request.withParameters(parameters));
    }
  }

  private void add(Route route) {
    Node node = root;
    List<String> template = Encoding.segments(route.template());
    for (String segment : template) {
      if (segment.startsWith("{")) {
        Node any = node.any == null ? new Node() : node.any;
        node.any = any;
        node = any;
      } else {
        node = node.fixed.computeIfAbsent(segment, ignored -> new Node());
      }
    }
    if (node.routes.putIfAbsent(route.method(), new Leaf(route, template)) != null) {
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
    Leaf leaf = node.routes.get(request.method());
    if (leaf == null) {
      throw new ApiException(
          405,
          FgsError.FSS_0400,
          "The method %s is not one of %s."
              .formatted(request.method(), new TreeSet<>(node.routes.keySet())));
    }
    return leaf.match(segments).handle(request);
  }

  /** The route of a request, if there is one. */
  public Optional<Match> match(String method, String path) {
    List<String> segments = Encoding.segments(path);
    Node node = find(root, segments, 0);
    return Optional.ofNullable(node)
        .map(found -> found.routes.get(method))
        .map(leaf -> leaf.match(segments));
  }

  /** Bytes of body that a request may have. */
  public long bodyLimit(String method, String path) {
    Node node = find(root, Encoding.segments(path), 0);
    Leaf leaf = node == null ? null : node.routes.get(method);
    return leaf == null ? Route.DOCUMENT_LIMIT : leaf.route().bodyLimit();
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
