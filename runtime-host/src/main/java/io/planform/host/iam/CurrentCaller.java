package io.planform.host.iam;

import io.planform.functiongraph.error.FgsError;
import io.planform.host.policy.Action;
import io.planform.host.policy.Actions;
import io.planform.host.policy.Resource;
import io.planform.host.server.ApiException;
import java.util.Optional;
import java.util.function.Supplier;

/** Whose call a thread carries out. */
public final class CurrentCaller {
  private static final ScopedValue<Caller> CALLER = ScopedValue.newInstance();

  private CurrentCaller() {}

  /** Carries out a call for somebody who is known. */
  public static <T> T during(Caller caller, Supplier<T> call) {
    return ScopedValue.where(CALLER, caller).call(call::get);
  }

  public static Optional<Caller> get() {
    return CALLER.isBound() ? Optional.of(CALLER.get()) : Optional.empty();
  }

  /**
   * Whether the caller may also do something that its call does in the end.
   *
   * @param operation of the API
   * @throws ApiException FSS.0403 where it may not
   */
  public static void check(String operation, Optional<Resource> resource) {
    Optional<Action> action = Actions.of(operation);
    boolean allowed =
        get()
            .filter(
                caller ->
                    action
                        .map(needed -> caller.may(needed, resource))
                        .orElse(caller.administrator()))
            .isPresent();
    if (!allowed) {
      throw new ApiException(
          FgsError.FSS_0403,
          "The caller lacks the permission %s, which the call needs too."
              .formatted(action.map(Action::name).orElse(operation)));
    }
  }
}
