package io.planform.planner.drift;

import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Drift that is meant. Empty lists mean anything.
 *
 * @param resources addresses
 * @param attributes names; what is in an attribute goes by its name or by its own path. With none,
 *     a rule is for objects that are gone, too
 * @param actors who made the last change; what nobody is known for matches none
 * @param until when the rule ends; null if it does not
 */
record IgnoreRule(
    List<Pattern> resources,
    List<Pattern> attributes,
    List<Pattern> actors,
    @Nullable Instant until) {
  IgnoreRule {
    resources = List.copyOf(resources);
    attributes = List.copyOf(attributes);
    actors = List.copyOf(actors);
  }

  private boolean isFor(DriftedObject object, Instant now) {
    return (until == null || now.isBefore(until))
        && matches(resources, object.address().toString())
        && (actors.isEmpty()
            || (!object.calls().isEmpty() && matches(actors, object.calls().getLast().actor())));
  }

  /** Whether it leaves out the whole object. */
  boolean ignores(DriftedObject object, Instant now) {
    return attributes.isEmpty() && isFor(object, now);
  }

  boolean ignores(DriftedObject object, DriftedAttribute attribute, Instant now) {
    String path = attribute.path().toString();
    String name = path.split("[.\\[]", 2)[0];
    return isFor(object, now) && (matches(attributes, path) || matches(attributes, name));
  }

  private static boolean matches(List<Pattern> patterns, String text) {
    return patterns.isEmpty()
        || patterns.stream().anyMatch(pattern -> pattern.matcher(text).matches());
  }
}
