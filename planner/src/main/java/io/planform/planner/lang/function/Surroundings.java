package io.planform.planner.lang.function;

import io.planform.planner.lang.file.FileAccess;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.value.Value;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What functions can see of the world beside their arguments. */
public interface Surroundings {

  /** Where relative paths start. */
  Path baseDirectory();

  /** The files that functions read. */
  FileAccess files();

  /** When the plan was started; null where it is not known. */
  @Nullable Instant planTime();

  /**
   * Whether what differs from call to call (the time, random values) is not computed yet: a plan
   * must not promise what its apply cannot keep.
   */
  boolean unpredictableIsUnknown();

  /**
   * Renders a template that knows nothing but its variables.
   *
   * @param faults what is wrong with the template itself, or with its variables' names
   * @param evaluation what went wrong with the values of the variables
   */
  Value template(Template template, Diagnostics faults, Diagnostics evaluation);

  /**
   * A template.
   *
   * @param name for places in diagnostics
   */
  record Template(String text, String name, Map<String, Value> variables) {}
}
