package io.planform.planner.lang;

import io.planform.planner.lang.file.Disk;
import io.planform.planner.lang.file.FileAccess;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.provider.ProviderFunction;
import io.planform.spi.value.Value;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the names in an expression mean. */
public interface Scope {

  /**
   * The value of a reference, as far as this scope knows the name: {@code var.region.name} may be
   * answered for {@code var.region} with one step consumed, and the evaluator applies the rest. An
   * undeclared name is a diagnostic and an unknown value.
   */
  Resolved resolve(Reference reference, Diagnostics diagnostics);

  /** The directory against which functions such as {@code file} resolve relative paths. */
  Path baseDirectory();

  /** The files that such functions read. */
  default FileAccess files() {
    return new Disk(baseDirectory());
  }

  /** When the plan was started; null where it is not known. */
  default @Nullable Instant planTime() {
    return null;
  }

  /**
   * Whether values are computed for a plan, in which what differs from call to call (the time,
   * random values) is unknown.
   */
  default boolean isPlanning() {
    return true;
  }

  /** Whether functions may be called: not where values are to be written out. */
  default boolean allowsFunctions() {
    return true;
  }

  /**
   * The function {@code provider::PROVIDER::NAME}.
   *
   * @param provider a local name of the module
   * @return null if there is no such provider, or it has no such function
   */
  default @Nullable ProviderFunction providerFunction(String provider, String name) {
    return null;
  }

  /** A value and how many of the reference's steps it already includes. */
  record Resolved(Value value, int steps) {}
}
