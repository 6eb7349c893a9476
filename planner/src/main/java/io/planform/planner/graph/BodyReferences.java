package io.planform.planner.graph;

import io.planform.planner.config.Body;
import io.planform.planner.lang.Composite;
import io.planform.planner.lang.Expression;
import io.planform.planner.lang.Reference;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Every reference of a body to something outside it. */
public final class BodyReferences {
  private final List<Reference> found = new ArrayList<>();

  private BodyReferences() {}

  public static List<Reference> of(Body body) {
    BodyReferences references = new BodyReferences();
    references.body(body, Set.of());
    return references.found;
  }

  /**
   * @param iterators names that an enclosing {@code dynamic} block binds
   */
  private void body(Body written, Set<String> iterators) {
    Body body = written.withBlocks("dynamic"::equals);
    body.arguments().values().forEach(argument -> add(argument.expression(), iterators));
    for (Body.Block block : body.blocks()) {
      if (block.type().equals("dynamic") && !block.labels().isEmpty()) {
        dynamic(block, iterators);
      } else {
        body(block.body(), iterators);
      }
    }
  }

  private void dynamic(Body.Block block, Set<String> iterators) {
    Set<String> inner = new HashSet<>(iterators);
    Body.Argument iterator = block.body().arguments().get("iterator");
    if (iterator == null) {
      inner.add(block.labels().getFirst());
    } else {
      iterator.expression().references().forEach(reference -> inner.add(reference.root()));
    }
    block
        .body()
        .arguments()
        .forEach(
            (name, argument) -> {
              if (!name.equals("iterator")) {
                add(argument.expression(), name.equals("labels") ? inner : iterators);
              }
            });
    block.body().blocks().forEach(content -> body(content.body(), inner));
  }

  private void add(Expression expression, Set<String> iterators) {
    switch (expression) {
      // A mapping may turn out to be a nested block, which has dynamic ones in it.
      case Composite.Mapping mapping -> body(Body.of(mapping), iterators);
      case Composite.Sequence sequence ->
          sequence.elements().forEach(element -> add(element, iterators));
      default ->
          expression.references().stream()
              .filter(reference -> !iterators.contains(reference.root()))
              .forEach(found::add);
    }
  }
}
