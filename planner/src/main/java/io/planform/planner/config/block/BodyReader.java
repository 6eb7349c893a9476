package io.planform.planner.config.block;

import io.planform.planner.config.Body;
import io.planform.planner.config.NotBuilt;
import io.planform.planner.config.VersionConstraint;
import io.planform.planner.lang.Expression;
import io.planform.planner.lang.Reference;
import io.planform.planner.lang.Scope;
import io.planform.planner.lang.StaticExpression;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.diagnostic.NearMatch;
import io.planform.spi.value.Conversion;
import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Takes the parts that are known out of a body, and reports what is left. */
public final class BodyReader {
  private static final Set<String> NAMED_BY_TWO = Set.of("data", "ephemeral", "resource", "module");

  private final Body body;
  private final Diagnostics diagnostics;
  private final Set<String> known = new LinkedHashSet<>();
  private final Set<String> knownBlocks = new LinkedHashSet<>();

  public BodyReader(Body body, Diagnostics diagnostics) {
    this.body = body;
    this.diagnostics = diagnostics;
  }

  public @Nullable Expression expression(String name) {
    known.add(name);
    Body.Argument argument = body.arguments().get(name);
    return argument == null ? null : argument.expression();
  }

  public @Nullable Expression required(String name) {
    Expression expression = expression(name);
    if (expression == null) {
      diagnostics.add(
          Diagnostic.error(
              "Missing required argument",
              "The argument \"" + name + "\" is required, but no definition was found.",
              body.range()));
    }
    return expression;
  }

  /** The references that an argument lists; none where it is absent or wrong. */
  public List<Reference> references(String name) {
    Expression expression = expression(name);
    return expression == null ? List.of() : StaticExpression.references(expression, diagnostics);
  }

  /** What {@code depends_on} lists: whole objects, not what is in them. */
  List<Reference> dependsOn() {
    List<Reference> references = references("depends_on");
    for (Reference reference : references) {
      if (reference.root().equals("each") || reference.root().equals("count")) {
        diagnostics.add(
            Diagnostic.error(
                "Invalid depends_on reference",
                "\"" + reference.root() + "\" means nothing here: all instances wait for the same.",
                reference.range()));
      } else if (!isWhole(reference)) {
        diagnostics.add(
            Diagnostic.error(
                    "Invalid depends_on reference",
                    "What is waited for is a whole object, not an attribute of one.",
                    reference.range())
                .withHint("take the attribute out of the reference"));
      }
    }
    return references;
  }

  private static boolean isWhole(Reference reference) {
    List<Reference.Step> steps = reference.steps();
    int named = NAMED_BY_TWO.contains(reference.root()) ? 2 : 1;
    int keys = (int) steps.stream().filter(Reference.Index.class::isInstance).count();
    return steps.size() <= named + Math.min(keys, 1);
  }

  /** The text of an argument that must be constant; the default where it is absent or wrong. */
  public String text(String name, String fallback) {
    return constant(name, Type.STRING) instanceof Value.Str(String text) ? text : fallback;
  }

  /** A version constraint; empty where it is absent or wrong. */
  public String version(String name) {
    Expression expression = expression(name);
    return expression == null ? "" : version(expression, diagnostics);
  }

  static String version(Expression expression, Diagnostics diagnostics) {
    if (!(constant(expression, Type.STRING, diagnostics) instanceof Value.Str(String text))) {
      return "";
    }
    if (VersionConstraint.parse(text) == null) {
      diagnostics.add(VersionConstraint.invalid(expression.range()));
      return "";
    }
    return text;
  }

  public boolean bool(String name, boolean fallback) {
    return constant(name, Type.BOOL) instanceof Value.Bool(boolean bool) ? bool : fallback;
  }

  /** The texts of a constant list; none where it is absent or wrong. */
  public List<String> texts(String name) {
    Value list = constant(name, new Type.ListType(Type.STRING));
    return list instanceof Value.ListOf(_, List<Value> values)
        ? values.stream()
            .filter(Value.Str.class::isInstance)
            .map(each -> ((Value.Str) each).value())
            .toList()
        : List.of();
  }

  private @Nullable Value constant(String name, Type type) {
    Expression expression = expression(name);
    return expression == null ? null : constant(expression, type, diagnostics);
  }

  /** The value of an expression that may not refer to anything; null if it is not of the type. */
  static @Nullable Value constant(Expression expression, Type type, Diagnostics diagnostics) {
    Diagnostics found = new Diagnostics();
    Value value = expression.evaluate(new ConstantScope(false), found);
    diagnostics.addAll(found.toList());
    return switch (Conversion.convert(value, type)) {
      case Conversion.Converted(Value.Null _) -> {
        diagnostics.add(
            Diagnostic.error(
                "Unsuitable value type",
                "It is null: " + Type.describe(type) + " is required.",
                expression.range()));
        yield null;
      }
      case Conversion.Converted(Value converted) -> converted;
      case Conversion.Refused refused -> {
        if (!found.hasErrors()) {
          diagnostics.add(
              Diagnostic.error(
                  "Unsuitable value type",
                  "Unsuitable value: " + refused.message() + ".",
                  expression.range()));
        }
        yield null;
      }
    };
  }

  public List<Body.Block> blocks(String type) {
    knownBlocks.add(type);
    return body.blocks().isEmpty()
        ? List.of()
        : body.blocks().stream().filter(block -> block.type().equals(type)).toList();
  }

  /** The one block of a type, if there is one. */
  public Body.@Nullable Block block(String type) {
    List<Body.Block> blocks = blocks(type);
    for (Body.Block extra : blocks.subList(Math.min(1, blocks.size()), blocks.size())) {
      diagnostics.add(
          Diagnostic.error(
              "Duplicate " + type + " block",
              "There may be one \""
                  + type
                  + "\" block here; the first is at line "
                  + blocks.getFirst().range().start().line()
                  + ".",
              extra.range()));
    }
    return blocks.isEmpty() ? null : blocks.getFirst();
  }

  /** Refuses blocks that have a meaning which is not built yet. */
  void refuse(String type, String detail) {
    for (Body.Block block : blocks(type)) {
      diagnostics.add(NotBuilt.error("\"" + type + "\" blocks", detail, block.range()));
    }
  }

  /** What was not asked for stays in the body. */
  public Body rest() {
    boolean allLeft =
        Collections.disjoint(body.arguments().keySet(), known)
            && body.blocks().stream().noneMatch(block -> knownBlocks.contains(block.type()));
    if (allLeft) {
      return body;
    }
    SequencedMap<String, Body.Argument> arguments = new LinkedHashMap<>(body.arguments());
    arguments.keySet().removeAll(known);
    List<Body.Block> blocks =
        body.blocks().stream().filter(block -> !knownBlocks.contains(block.type())).toList();
    return new Body(arguments, blocks, body.range());
  }

  /** Reports everything that was not asked for. */
  public void end() {
    Body rest = rest();
    for (Body.Argument argument : rest.arguments().values()) {
      diagnostics.add(unsupportedArgument(argument, known, knownBlocks));
    }
    for (Body.Block block : rest.blocks()) {
      diagnostics.add(unsupportedBlock(block, known, knownBlocks));
    }
  }

  public static Diagnostic unsupportedArgument(
      Body.Argument argument, Set<String> arguments, Set<String> blocks) {
    String name = argument.name();
    String question =
        blocks.contains(name)
            ? " Did you mean to define a block of type \"" + name + "\"? It has no \"=\"."
            : NearMatch.question(name, arguments);
    return Diagnostic.error(
        "Unsupported argument",
        "An argument named \"" + name + "\" is not expected here." + question,
        argument.nameRange());
  }

  public static Diagnostic unsupportedBlock(
      Body.Block block, Set<String> arguments, Set<String> blocks) {
    String type = DynamicBlocks.type(block);
    String question =
        arguments.contains(type)
            ? " Did you mean to define the argument \"" + type + "\"? It has a \"=\"."
            : NearMatch.question(type, blocks);
    return Diagnostic.error(
        "Unsupported block type",
        "Blocks of type \"" + type + "\" are not expected here." + question,
        block.range());
  }

  /** Where nothing may be referred to. */
  public record ConstantScope(boolean allowsFunctions) implements Scope {
    @Override
    public Resolved resolve(Reference reference, Diagnostics diagnostics) {
      diagnostics.add(
          Diagnostic.error(
              "Variables not allowed", "Variables may not be used here.", reference.range()));
      return new Resolved(new Value.Unknown(Type.DYNAMIC), reference.steps().size());
    }

    @Override
    public Path baseDirectory() {
      return Path.of("");
    }
  }
}
