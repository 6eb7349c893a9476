package io.planform.planner.config;

import io.planform.planner.lang.Expression;
import io.planform.planner.lang.Traversal;
import io.planform.spi.diagnostic.SourceRange;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a module says about objects that are there already. */
public record Refactoring(List<Moved> moved, List<Removed> removed, List<Import> imports) {
  public static final Refactoring NONE = new Refactoring(List.of(), List.of(), List.of());

  public Refactoring {
    moved = List.copyOf(moved);
    removed = List.copyOf(removed);
    imports = List.copyOf(imports);
  }

  /** A {@code moved} block; the addresses are as seen from the module. */
  public record Moved(String from, String to, SourceRange range) {}

  /**
   * A {@code removed} block.
   *
   * @param from as seen from the module, without keys
   * @param destroy whether the objects go with their declaration
   */
  public record Removed(String from, boolean destroy, SourceRange range) {}

  /**
   * An {@code import} block.
   *
   * @param forEach null for one object
   */
  public record Import(
      Traversal to, Expression id, @Nullable Expression forEach, SourceRange range) {}
}
