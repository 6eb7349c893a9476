package io.planform.host.gateway;

import io.planform.host.trigger.ApigSettings;
import io.planform.host.trigger.Trigger;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The routes of all APIG triggers, in memory. A path is found exactly first, then as the longest
 * prefix of whole segments; a method of its own wins over {@code ANY}.
 */
public final class ApiRoutes {
  /** Triggers by method, by route key. */
  private final Map<String, Map<String, Trigger>> routes = new ConcurrentHashMap<>();

  /** Where each trigger stands, since an update may move it. */
  private final Map<String, ApigSettings> places = new ConcurrentHashMap<>();

  /** Adds a route or moves it; there is no moment without it. */
  public void put(Trigger trigger) {
    if (trigger.settings() instanceof ApigSettings api) {
      routes
          .computeIfAbsent(key(api), ignored -> new ConcurrentHashMap<>())
          .put(api.method(), trigger);
      ApigSettings before = places.put(trigger.id(), api);
      boolean moved =
          before != null && !(key(before).equals(key(api)) && before.method().equals(api.method()));
      if (moved) {
        removeFrom(before, trigger.id());
      }
    }
  }

  public void remove(Trigger trigger) {
    ApigSettings place = places.remove(trigger.id());
    if (place != null) {
      removeFrom(place, trigger.id());
    }
  }

  /** Emptied maps stay: removing one could take a route with it that is just being added. */
  private void removeFrom(ApigSettings place, String id) {
    routes
        .getOrDefault(key(place), new ConcurrentHashMap<>())
        .computeIfPresent(place.method(), (ignored, other) -> other.id().equals(id) ? null : other);
  }

  /**
   * @param path percent-encoded, as received
   */
  Optional<Trigger> find(String group, String method, String path) {
    Optional<Trigger> exact = find(ApigSettings.routeKey(group, false, path), method);
    String prefix = path;
    while (exact.isEmpty() && !prefix.isEmpty()) {
      exact = find(ApigSettings.routeKey(group, true, prefix), method);
      int slash = prefix.lastIndexOf('/');
      prefix = slash > 0 ? prefix.substring(0, slash) : prefix.equals("/") ? "" : "/";
    }
    return exact;
  }

  private Optional<Trigger> find(String key, String method) {
    Map<String, Trigger> methods = routes.getOrDefault(key, Map.of());
    Trigger own = methods.get(method);
    return Optional.ofNullable(own == null ? methods.get(ApigSettings.ANY) : own);
  }

  private static String key(ApigSettings api) {
    return ApigSettings.routeKey(api.group(), api.prefix(), api.path());
  }
}
