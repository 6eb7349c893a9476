package io.planform.planner.config;

import io.planform.planner.lang.Composite;
import io.planform.planner.lang.Expression;
import io.planform.spi.diagnostic.SourceRange;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;

/**
 * What stands between the braces of a block: not yet evaluated, not yet checked against a schema.
 *
 * @param range of the block's header, for problems of the body as a whole
 */
public record Body(
    SequencedMap<String, Argument> arguments, List<Block> blocks, SourceRange range) {

  public Body {
    arguments = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(arguments));
    blocks = List.copyOf(blocks);
  }

  /** {@code name = expression}. */
  public record Argument(String name, Expression expression, SourceRange nameRange) {}

  /**
   * {@code type "label" … { }}.
   *
   * @param labelRanges one for each label
   * @param range of the header
   */
  public record Block(
      String type,
      List<String> labels,
      List<SourceRange> labelRanges,
      Body body,
      SourceRange range) {}

  /** The body that a mapping of another language stands for. */
  public static Body of(Composite.Mapping mapping) {
    SequencedMap<String, Argument> arguments = new LinkedHashMap<>();
    mapping
        .entries()
        .forEach(
            entry ->
                arguments.put(
                    entry.key(), new Argument(entry.key(), entry.value(), entry.keyRange())));
    return new Body(arguments, List.of(), mapping.range());
  }

  /** Without the named arguments and blocks. */
  public Body without(Set<String> names) {
    SequencedMap<String, Argument> rest = new LinkedHashMap<>();
    for (Map.Entry<String, Argument> argument : arguments.entrySet()) {
      if (!names.contains(argument.getKey())) {
        rest.put(argument.getKey(), argument.getValue());
      }
    }
    return new Body(
        rest, blocks.stream().filter(block -> !names.contains(block.type())).toList(), range);
  }
}
