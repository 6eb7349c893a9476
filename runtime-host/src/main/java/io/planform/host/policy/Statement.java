package io.planform.host.policy;

import java.util.List;
import java.util.Optional;

/**
 * One statement of a policy.
 *
 * @param actions in lower case
 * @param resources empty for all
 */
record Statement(Effect effect, List<Wildcard> actions, List<ResourcePattern> resources) {
  enum Effect {
    ALLOW,
    DENY
  }

  /** A statement that names resources says nothing of actions that have none. */
  boolean covers(String action, Optional<Resource> resource) {
    boolean named =
        resources.isEmpty()
            || resource
                .filter(found -> resources.stream().anyMatch(pattern -> pattern.matches(found)))
                .isPresent();
    return named && actions.stream().anyMatch(pattern -> pattern.matches(action));
  }
}
