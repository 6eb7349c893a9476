package io.planform.host.iam;

import io.planform.host.policy.Action;
import io.planform.host.policy.Policy;
import io.planform.host.policy.Resource;
import java.util.List;
import java.util.Optional;

/**
 * A user whose identity is proven.
 *
 * @param administrator may do everything
 * @param policies of all groups of the user
 */
public record Caller(String id, String name, boolean administrator, List<Policy> policies) {

  public boolean may(Action action, Optional<Resource> resource) {
    return administrator || action.free() || Policy.allow(policies, action.name(), resource);
  }
}
