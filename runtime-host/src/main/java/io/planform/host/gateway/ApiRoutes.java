package io.planform.host.gateway;

import io.planform.host.api.ApiChanges;
import io.planform.host.api.Domain;
import io.planform.host.api.PathTemplate;
import io.planform.host.api.ServedApi;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Where requests go, in memory: the routes of all APIs that are served, and names of hosts. */
public final class ApiRoutes implements ApiChanges {
  private final Map<Place, RouteTree> trees = new ConcurrentHashMap<>();

  /** Where each API stands, since an update may move it. */
  private final Map<Publication, ServedApi> served = new ConcurrentHashMap<>();

  /** A tree of paths. Names of hosts have no cases. */
  private record Place(String group, String environment) {
    static Place of(ServedApi api) {
      return new Place(api.group().toLowerCase(Locale.ROOT), api.environment().name());
    }
  }

  private record Publication(String api, String environment) {
    static Publication of(ServedApi api) {
      return new Publication(api.id(), api.environment().id());
    }
  }

  private final Map<String, Domain> domains = new ConcurrentHashMap<>();

  /** Adds a route or moves it; there is no moment without it. */
  @Override
  public void served(ServedApi api) {
    trees.computeIfAbsent(Place.of(api), _ -> new RouteTree()).put(api);
    ServedApi before = served.put(Publication.of(api), api);
    if (before != null && !isSameRoute(before, api)) {
      removeFrom(before);
    }
  }

  private static boolean isSameRoute(ServedApi one, ServedApi other) {
    return one.route().equals(other.route()) && one.method().equals(other.method());
  }

  @Override
  public void withdrawn(String api, String environment) {
    ServedApi before = served.remove(new Publication(api, environment));
    if (before != null) {
      removeFrom(before);
    }
  }

  private void removeFrom(ServedApi api) {
    RouteTree tree = trees.get(Place.of(api));
    if (tree != null) {
      tree.remove(api);
    }
  }

  @Override
  public void bound(Domain domain) {
    domains.put(domain.name(), domain);
  }

  @Override
  public void unbound(String name) {
    domains.remove(name);
  }

  /** A user's name of hosts, in lower case. */
  Optional<Domain> domain(String host) {
    return Optional.ofNullable(domains.get(host));
  }

  /**
   * @param environment its name
   * @param path percent-encoded, as received
   */
  Optional<ServedApi> find(String group, String environment, String method, String path) {
    RouteTree tree = trees.get(new Place(group.toLowerCase(Locale.ROOT), environment));
    return tree == null
        ? Optional.empty()
        : Optional.ofNullable(tree.find(method, PathTemplate.split(path)));
  }
}
