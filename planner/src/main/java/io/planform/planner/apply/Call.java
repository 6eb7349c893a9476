package io.planform.planner.apply;

import io.planform.planner.plan.ResourceChange;
import io.planform.planner.plan.evaluation.BlockInstance;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.provider.Timeouts;
import io.planform.spi.value.Value;
import io.planform.store.state.Operation;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One operation under way. */
final class Call {
  final ResourceChange change;
  final Work work;
  final Operation operation;
  final Value.Obj planned;

  /** What is to be provisioned once it is made: tainted until then. Null if nothing is. */
  final @Nullable BlockInstance provisioned;

  private final long began = System.nanoTime();

  /** How long the user lets it take; null where that is not said. */
  private @Nullable Duration limit;

  Call(
      ResourceChange change,
      Work work,
      Operation operation,
      Value.Obj planned,
      @Nullable BlockInstance provisioned) {
    this.change = change;
    this.work = work;
    this.operation = operation;
    this.planned = planned;
    this.provisioned = provisioned;
  }

  /**
   * @param object whose block {@code timeouts} counts
   */
  @Nullable Duration limit(Value.Obj object) {
    limit = Timeouts.of(object, action()).orElse(null);
    return limit;
  }

  private String action() {
    return work.name().toLowerCase(Locale.ROOT);
  }

  /** Says where more time is given, if that was what was missing. */
  Diagnostic explained(Diagnostic diagnostic) {
    Duration given = limit;
    return given == null || took().compareTo(given) < 0
        ? diagnostic
        : diagnostic.withHint(
            "its block timeouts gives %s %s s; raise it there, and apply again"
                .formatted(action(), given.toSeconds()));
  }

  Duration took() {
    return Duration.ofNanos(System.nanoTime() - began);
  }
}
