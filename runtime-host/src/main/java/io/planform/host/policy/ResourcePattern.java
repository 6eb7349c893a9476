package io.planform.host.policy;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Resources as a policy names them: {@code FUNCTIONGRAPH:*:*:function:Default/*}. The type and what
 * is before it are matched without case; the path with case, but {@code Default}, as consoles show
 * the application that the API calls {@code default}.
 */
record ResourcePattern(
    String service, Wildcard region, Wildcard account, Wildcard type, Wildcard path) {
  private static final Set<String> SERVICES = Set.of(Resource.FUNCTIONS, Resource.BUCKETS);
  private static final String DEFAULT = "default/";

  /** Empty for another form, or another service. */
  static Optional<ResourcePattern> parse(String text) {
    String[] parts = text.split(":", 5);
    if (parts.length != 5 || !SERVICES.contains(lower(parts[0]))) {
      return Optional.empty();
    }
    String path = parts[4];
    boolean ofDefault =
        lower(parts[0]).equals(Resource.FUNCTIONS)
            && path.regionMatches(true, 0, DEFAULT, 0, DEFAULT.length());
    return Optional.of(
        new ResourcePattern(
            lower(parts[0]),
            new Wildcard(anyIfEmpty(lower(parts[1]))),
            new Wildcard(anyIfEmpty(lower(parts[2]))),
            new Wildcard(lower(parts[3])),
            new Wildcard(ofDefault ? DEFAULT + path.substring(DEFAULT.length()) : path)));
  }

  boolean matches(Resource resource) {
    return service.equals(resource.service())
        && region.matches(lower(resource.region()))
        && account.matches(lower(resource.account()))
        && type.matches(resource.type())
        && path.matches(resource.path());
  }

  private static String anyIfEmpty(String text) {
    return text.isEmpty() ? "*" : text;
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
