package io.planform.host.gateway;

import io.planform.host.api.PathTemplate;
import io.planform.host.api.ServedApi;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The paths of one group in one environment. A whole path is preferred to a beginning of one, then
 * text to a parameter, segment by segment; a method of its own wins over {@code ANY}. Looking one
 * up takes as long as the path does, however many there are.
 */
final class RouteTree {
  private static final String PARAMETER = "{}";
  private final Node root = new Node();

  private static final class Node {
    final Map<String, Node> children = new ConcurrentHashMap<>();

    /** APIs by method, of paths that end here, and of those that may go on. */
    final Map<String, ServedApi> whole = new ConcurrentHashMap<>();

    final Map<String, ServedApi> prefixes = new ConcurrentHashMap<>();

    /** Those of a parameter that takes at least one more segment. */
    final Map<String, ServedApi> rests = new ConcurrentHashMap<>();

    Map<String, ServedApi> of(ServedApi api) {
      if (api.path().takesRest()) {
        return rests;
      }
      return api.prefix() ? prefixes : whole;
    }
  }

  void put(ServedApi api) {
    Node node = node(api);
    node.of(api).put(api.method(), api);
  }

  /** Emptied nodes stay: removing one could take a route with it that is just being added. */
  void remove(ServedApi api) {
    node(api)
        .of(api)
        .computeIfPresent(api.method(), (_, other) -> other.id().equals(api.id()) ? null : other);
  }

  private Node node(ServedApi api) {
    Node node = root;
    for (String segment : api.path().segments()) {
      if (PathTemplate.isRest(segment)) {
        return node;
      }
      String step = PathTemplate.isParameter(segment) ? PARAMETER : segment;
      node = node.children.computeIfAbsent(step, _ -> new Node());
    }
    return node;
  }

  @Nullable ServedApi find(String method, List<String> segments) {
    ServedApi whole = find(root, method, segments, 0, true);
    return whole == null ? find(root, method, segments, 0, false) : whole;
  }

  private static @Nullable ServedApi find(
      Node node, String method, List<String> segments, int at, boolean whole) {
    boolean end = at == segments.size();
    if (end && whole) {
      return of(node.whole, method);
    }
    ServedApi below = end ? null : below(node, method, segments, at, whole);
    if (below != null || whole) {
      return below;
    }
    ServedApi rest = end ? null : of(node.rests, method);
    return rest == null ? of(node.prefixes, method) : rest;
  }

  private static @Nullable ServedApi below(
      Node node, String method, List<String> segments, int at, boolean whole) {
    String segment = segments.get(at);
    Node fixed = segment.equals(PARAMETER) ? null : node.children.get(segment);
    ServedApi found = fixed == null ? null : find(fixed, method, segments, at + 1, whole);
    Node any = segment.isEmpty() ? null : node.children.get(PARAMETER);
    return found != null || any == null ? found : find(any, method, segments, at + 1, whole);
  }

  private static @Nullable ServedApi of(Map<String, ServedApi> methods, String method) {
    ServedApi own = methods.get(method);
    return own == null ? methods.get(ServedApi.ANY) : own;
  }
}
