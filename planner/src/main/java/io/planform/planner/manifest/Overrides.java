package io.planform.planner.manifest;

import io.planform.planner.config.Body;
import io.planform.planner.lang.StaticExpression;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.diagnostic.NearMatch;
import io.planform.spi.diagnostic.SourceRange;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Merges the blocks of override files into those they override, as Terraform documents it
 * ("Override Files"): arguments replace those of the same name, nested blocks all of the same type.
 */
final class Overrides {
  private static final Set<String> NOT_OVERRIDABLE = Set.of("moved", "removed", "import", "check");

  /** Nested blocks that override files leave as they are. */
  private static final Set<String> KEPT = Set.of("validation", "precondition", "postcondition");

  private final Diagnostics diagnostics;
  private final List<Body.Block> blocks;

  /** Where the block of a type with labels stands, or the block that holds a local value. */
  private final Map<String, Integer> places = new HashMap<>();

  private Overrides(List<Body.Block> base, Diagnostics diagnostics) {
    this.blocks = new ArrayList<>(base);
    this.diagnostics = diagnostics;
    for (int i = 0; i < base.size(); i++) {
      place(base.get(i), i);
    }
  }

  /** The base with the overrides, which are in the order in which they apply. */
  static List<Body.Block> merge(
      List<Body.Block> base, List<Body.Block> overrides, Diagnostics diagnostics) {
    Overrides merge = new Overrides(base, diagnostics);
    overrides.forEach(merge::override);
    return merge.blocks;
  }

  private void place(Body.Block block, int index) {
    if (block.type().equals("locals")) {
      block.body().arguments().keySet().forEach(name -> places.putIfAbsent("local." + name, index));
    } else {
      places.putIfAbsent(key(block), index);
    }
  }

  private static String key(Body.Block block) {
    Body.Argument alias =
        block.type().equals("provider") ? block.body().arguments().get("alias") : null;
    String text = alias == null ? null : StaticExpression.text(alias.expression());
    return block.type() + " " + String.join(" ", block.labels()) + (text == null ? "" : "." + text);
  }

  private void override(Body.Block block) {
    if (NOT_OVERRIDABLE.contains(block.type())) {
      diagnostics.add(
          Diagnostic.error(
              "Cannot override \"" + block.type() + "\" blocks",
              "They stand in normal files only, not in override files.",
              block.range()));
      return;
    }
    switch (block.type()) {
      case "locals" -> block.body().arguments().values().forEach(this::local);
      case "terraform" -> settings(block);
      default -> named(block);
    }
  }

  private void local(Body.Argument argument) {
    Integer place = places.get("local." + argument.name());
    if (place == null) {
      List<String> names =
          places.keySet().stream()
              .filter(key -> key.startsWith("local."))
              .map(key -> key.substring("local.".length()))
              .toList();
      missing("local value", NearMatch.question(argument.name(), names), argument.nameRange());
      return;
    }
    Body.Block base = blocks.get(place);
    SequencedMap<String, Body.Argument> arguments = new LinkedHashMap<>(base.body().arguments());
    arguments.put(argument.name(), argument);
    blocks.set(place, with(base, new Body(arguments, base.body().blocks(), base.body().range())));
  }

  private void missing(String what, String question, @Nullable SourceRange range) {
    diagnostics.add(
        Diagnostic.error(
            "Missing base " + what + " to override",
            "An override file changes what a normal file declares, and none declares this."
                + question,
            range));
  }

  private void named(Body.Block override) {
    Body.Argument order = override.body().arguments().get("depends_on");
    if (order != null && !List.of().equals(StaticExpression.elements(order.expression()))) {
      diagnostics.add(
          Diagnostic.error(
              "Unsupported override",
              "The argument \"depends_on\" may not be overridden.",
              order.nameRange()));
    }
    String key = key(override);
    Integer place = places.get(key);
    if (place != null) {
      Body.Block base = blocks.get(place);
      blocks.set(place, with(base, merged(base.body(), override.body())));
    } else if (override.type().equals("provider")
        && !override.body().arguments().containsKey("alias")) {
      // A default provider without a block is configured by nothing: that is what is overridden.
      places.put(key, blocks.size());
      blocks.add(override);
    } else {
      String name = override.labels().isEmpty() ? "" : override.labels().getLast();
      List<String> names =
          places.keySet().stream()
              .filter(one -> one.startsWith(override.type() + " "))
              .map(one -> one.substring(one.lastIndexOf(' ') + 1))
              .toList();
      missing(override.type(), NearMatch.question(name, names), override.range());
    }
  }

  private static Body.Block with(Body.Block block, Body body) {
    return new Body.Block(block.type(), block.labels(), block.labelRanges(), body, block.range());
  }

  private static Body merged(Body base, Body override) {
    SequencedMap<String, Body.Argument> arguments = new LinkedHashMap<>(base.arguments());
    arguments.putAll(override.arguments());
    List<Body.Block> blocks = new ArrayList<>();
    Set<String> replaced = new LinkedHashSet<>();
    Body.@Nullable Block lifecycle = null;
    for (Body.Block block : override.blocks()) {
      if (block.type().equals("lifecycle")) {
        lifecycle = block;
      } else if (!KEPT.contains(block.type())) {
        replaced.add(meaning(block));
      }
    }
    boolean lifecycleMerged = false;
    for (Body.Block block : base.blocks()) {
      if (lifecycle != null && block.type().equals("lifecycle")) {
        blocks.add(with(block, merged(block.body(), lifecycle.body())));
        lifecycleMerged = true;
      } else if (!replaced.contains(meaning(block))) {
        blocks.add(block);
      }
    }
    for (Body.Block block : override.blocks()) {
      boolean isLifecycle = block.type().equals("lifecycle");
      if (isLifecycle ? !lifecycleMerged : !KEPT.contains(block.type())) {
        blocks.add(block);
      }
    }
    return new Body(arguments, blocks, base.range());
  }

  /** The type of the blocks that a block stands for. */
  private static String meaning(Body.Block block) {
    return block.type().equals("dynamic") && block.labels().size() == 1
        ? block.labels().getFirst()
        : block.type();
  }

  /** Settings are replaced wherever they stand, providers one by one. */
  private void settings(Body.Block override) {
    Set<String> replaced = new LinkedHashSet<>(override.body().arguments().keySet());
    Set<String> providers = new LinkedHashSet<>();
    for (Body.Block block : override.body().blocks()) {
      switch (block.type()) {
        case "required_providers" -> providers.addAll(block.body().arguments().keySet());
        case "backend", "cloud" -> replaced.addAll(Set.of("backend", "cloud"));
        default -> replaced.add(block.type());
      }
    }
    for (int i = 0; i < blocks.size(); i++) {
      Body.Block base = blocks.get(i);
      if (base.type().equals("terraform")) {
        Body rest = base.body().without(replaced);
        List<Body.Block> inner =
            rest.blocks().stream()
                .map(
                    block ->
                        block.type().equals("required_providers")
                            ? with(block, block.body().without(providers))
                            : block)
                .toList();
        blocks.set(i, with(base, new Body(rest.arguments(), inner, rest.range())));
      }
    }
    blocks.add(override);
  }
}
