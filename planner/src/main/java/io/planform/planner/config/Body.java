package io.planform.planner.config;

import io.planform.planner.lang.Composite;
import io.planform.planner.lang.Expression;
import io.planform.spi.diagnostic.SourceRange;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Predicate;

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

  /**
   * With blocks for those mappings, and sequences of mappings, that have the name of a block. Only
   * languages that write blocks so have {@link Composite} expressions.
   */
  public Body withBlocks(Predicate<String> isBlock) {
    Set<String> moved = new LinkedHashSet<>();
    for (Argument argument : arguments.values()) {
      if (argument.expression() instanceof Composite
          && isBlock.test(argument.name())
          && !mappings(argument.expression()).isEmpty()) {
        moved.add(argument.name());
      }
    }
    if (moved.isEmpty()) {
      return this;
    }
    List<Block> all = new ArrayList<>(blocks);
    for (String name : moved) {
      Argument argument = Objects.requireNonNull(arguments.get(name));
      List<Composite.Mapping> mappings = mappings(argument.expression());
      for (Composite.Mapping mapping : mappings) {
        if (argument.name().equals("dynamic")) {
          mapping.entries().forEach(entry -> dynamic(entry, argument.nameRange(), all));
        } else {
          all.add(new Block(argument.name(), List.of(), List.of(), of(mapping), mapping.range()));
        }
      }
    }
    return new Body(without(moved).arguments(), all, range);
  }

  private static void dynamic(Composite.Entry entry, SourceRange place, List<Block> all) {
    for (Composite.Mapping mapping : mappings(entry.value())) {
      all.add(
          new Block(
              "dynamic",
              List.of(entry.key()),
              List.of(entry.keyRange()),
              of(mapping).withBlocks("content"::equals),
              place));
    }
  }

  /** The mappings that an expression is or lists; none if it is anything else. */
  private static List<Composite.Mapping> mappings(Expression expression) {
    List<Expression> elements =
        expression instanceof Composite.Sequence sequence
            ? sequence.elements()
            : List.of(expression);
    return elements.stream().allMatch(Composite.Mapping.class::isInstance)
        ? elements.stream().map(Composite.Mapping.class::cast).toList()
        : List.of();
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
