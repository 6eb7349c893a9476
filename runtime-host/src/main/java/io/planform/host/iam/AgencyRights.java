package io.planform.host.iam;

import io.planform.functiongraph.error.FgsError;
import io.planform.host.policy.Policy;
import io.planform.host.server.ApiException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** What this host may do with an agency. */
public final class AgencyRights {
  private final Identities identities;
  private final InstantSource clock;

  public AgencyRights(Identities identities, InstantSource clock) {
    this.identities = identities;
    this.clock = clock;
  }

  /** An agency and what is granted to it. */
  private record Granted(Agency agency, List<Policy> policies) {}

  /**
   * Refuses an agency that cannot be used for something.
   *
   * @param agency its name
   * @param actions that it must allow, whatever they are done to: {@code vpc:ports:create}
   * @throws ApiException FSS.1021 where there is no such agency, or not any more, or it is not for
   *     FunctionGraph; FSS.0403 for an action that it does not allow
   */
  public void check(String agency, String... actions) {
    Granted granted = find(agency);
    for (String action : actions) {
      if (!Policy.allow(granted.policies(), action, Optional.empty())) {
        throw new ApiException(
            FgsError.FSS_0403,
            "The agency %s does not allow %s; grant it a policy that does."
                .formatted(agency, action));
      }
    }
  }

  private Granted find(String name) {
    Granted granted =
        identities
            .read(
                connection -> {
                  Optional<Agency> found = AgencyTable.findByName(connection, name);
                  return found.isEmpty()
                      ? Optional.<Granted>empty()
                      : Optional.of(
                          new Granted(
                              found.get(),
                              AgencyTable.policies(connection, found.get().id()).stream()
                                  .map(StoredPolicy::policy)
                                  .toList()));
                })
            .orElseThrow(() -> invalid("There is no agency %s.".formatted(name)));
    if (!granted.agency().isValid(clock.instant())) {
      throw invalid("The agency %s has expired.".formatted(name));
    }
    if (!granted.agency().isForFunctions()) {
      throw invalid(
          "The agency %s is for %s; a function needs one for the service %s (FunctionGraph)."
              .formatted(name, granted.agency().trusted(), Agency.FUNCTION_GRAPH));
    }
    return granted;
  }

  private static ApiException invalid(String message) {
    return new ApiException(FgsError.FSS_1021, message);
  }
}
