package io.planform.host.iam;

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
}
