package io.planform.planner.manifest.yaml;

import io.planform.planner.config.Body;
import io.planform.planner.lang.Composite;
import io.planform.planner.lang.Expression;
import io.planform.spi.diagnostic.SourceRange;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;

/** A body while it is written out. */
final class Draft {
  private final String document;
  private final SourceRange place;
  private final SourceRange documentPlace;
  private final SequencedMap<String, Body.Argument> arguments = new LinkedHashMap<>();
  private final SequencedMap<String, Body.Argument> inDocument = new LinkedHashMap<>();
  private final List<Body.Block> blocks = new ArrayList<>();
  private final SequencedMap<String, List<Body.Block>> within = new LinkedHashMap<>();

  private final Set<String> unset = new HashSet<>();

  /**
   * @param document the argument that takes what is not beside it as JSON; empty for none
   */
  Draft(String document, SourceRange place, SourceRange documentPlace) {
    this.document = document;
    this.place = place;
    this.documentPlace = documentPlace;
  }

  private SequencedMap<String, Body.Argument> side(boolean beside) {
    return beside || document.isEmpty() ? arguments : inDocument;
  }

  SourceRange place() {
    return place;
  }

  /** Keeps defaults of these names away. */
  void unset(List<String> names) {
    unset.addAll(names);
  }

  boolean has(String name, boolean beside) {
    return unset.contains(name)
        || side(beside).containsKey(name)
        || blocks.stream().anyMatch(block -> block.type().equals(name));
  }

  /**
   * @param beside whether it is no part of the document
   * @return false if there is one of the name
   */
  boolean put(String name, SourceRange nameRange, Expression expression, boolean beside) {
    return side(beside).putIfAbsent(name, new Body.Argument(name, expression, nameRange)) == null;
  }

  void add(Body body) {
    body.arguments().forEach(arguments::putIfAbsent);
    blocks.addAll(body.blocks());
  }

  /**
   * @param around the type of the block that it stands in; empty for none
   */
  void block(String around, Body.Block block) {
    if (around.isEmpty()) {
      blocks.add(block);
    } else {
      within.computeIfAbsent(around, _ -> new ArrayList<>()).add(block);
    }
  }

  Body body() {
    SequencedMap<String, Body.Argument> all = new LinkedHashMap<>(arguments);
    if (!document.isEmpty()) {
      List<Composite.Entry> entries =
          inDocument.values().stream()
              .map(one -> new Composite.Entry(one.name(), one.nameRange(), one.expression()))
              .toList();
      Expression json = new Composite.Json(new Composite.Mapping(entries, documentPlace));
      all.put(document, new Body.Argument(document, json, place));
    }
    List<Body.Block> nested = new ArrayList<>(blocks);
    within.forEach(
        (type, inner) ->
            nested.add(
                new Body.Block(
                    type,
                    List.of(),
                    List.of(),
                    new Body(new LinkedHashMap<>(), inner, place),
                    inner.getFirst().range())));
    return new Body(all, nested, place);
  }
}
