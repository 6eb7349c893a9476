package io.planform.planner.test.mock;

import io.planform.planner.config.Configuration.Mode;
import io.planform.spi.diagnostic.SourceRange;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A {@code mock_provider} block, with what its {@code source} adds.
 *
 * @param name of the provider, as modules call it
 * @param types what is computed of objects of some types
 * @param duringPlan whether computed values are known when they are planned, where nothing nearer
 *     says otherwise
 */
public record Mock(
    String name,
    @Nullable String alias,
    Map<Key, Made> types,
    List<Overridden> overrides,
    boolean duringPlan,
    SourceRange range) {

  public record Key(Mode mode, String type) {}

  /** {@code name} or {@code name.alias}. */
  public String key() {
    return alias == null ? name : name + "." + alias;
  }
}
