package io.planform.planner.test.mock;

import io.planform.planner.config.Body;
import io.planform.planner.config.block.BodyReader;
import io.planform.planner.config.block.Labels;
import io.planform.planner.lang.Expression;
import io.planform.planner.lang.Reference;
import io.planform.planner.lang.StaticExpression;
import io.planform.planner.plan.address.Target;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.diagnostic.SourceRange;
import io.planform.spi.value.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what stands in for the answers of a provider. */
public final class OverrideReader {
  private static final Value.Obj NOTHING = new Value.Obj(new LinkedHashMap<>());

  private final Diagnostics diagnostics;

  public OverrideReader(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  /** All overriding blocks of some kinds in a body. */
  public List<Overridden> read(BodyReader body, Overridden.Kind... kinds) {
    List<Overridden> found = new ArrayList<>();
    Map<Target, SourceRange> before = new HashMap<>();
    for (Overridden.Kind kind : kinds) {
      for (Body.Block block : body.blocks(kind.block())) {
        Overridden one = read(kind, block);
        if (one == null) {
          continue;
        }
        SourceRange first = before.putIfAbsent(one.target(), block.range());
        if (first != null) {
          diagnostics.add(
              Diagnostic.error(
                  "Duplicate " + kind.block() + " block",
                  "There is one for " + one.target() + " already, at " + place(first) + ".",
                  block.range()));
        } else {
          found.add(one);
        }
      }
    }
    return found;
  }

  private @Nullable Overridden read(Overridden.Kind kind, Body.Block block) {
    if (!Labels.check(block, diagnostics)) {
      return null;
    }
    BodyReader body = new BodyReader(block.body(), diagnostics);
    Expression named = body.expression("target");
    Made made = made(body, kind.argument(), block.range());
    body.end();
    if (named == null) {
      diagnostics.add(
          Diagnostic.error(
              "Missing target attribute",
              "The argument target names what the block is about.",
              block.range()));
      return null;
    }
    Reference reference = StaticExpression.reference(named);
    Target target = reference == null ? null : Names.target(reference);
    if (target == null) {
      diagnostics.add(
          Diagnostic.error(
              "Invalid override target",
              "It is an address, with constant keys and without quotes, such as "
                  + (kind == Overridden.Kind.MODULE ? "module.NAME." : "TYPE.NAME."),
              named.range()));
      return null;
    }
    if (!kind.fits(target)) {
      diagnostics.add(
          Diagnostic.error(
              "Invalid override target",
              kind.block() + " is for " + kind.targets() + " only, not for " + target + ".",
              named.range()));
      return null;
    }
    return new Overridden(kind, target, made, named.range());
  }

  /**
   * The values of a block, and when they are known.
   *
   * @param name of the argument that has the values
   */
  Made made(BodyReader body, String name, SourceRange range) {
    Boolean duringPlan = duringPlan(body);
    Expression given = body.expression(name);
    if (given == null) {
      return new Made(NOTHING, duringPlan, range);
    }
    Diagnostics own = new Diagnostics();
    Value value = given.evaluate(new BodyReader.ConstantScope(true), own);
    diagnostics.addAll(own.toList());
    if (value instanceof Value.Obj values) {
      return new Made(values, duringPlan, given.range());
    }
    if (!own.hasErrors()) {
      diagnostics.add(
          Diagnostic.error(
              "Invalid " + name + " attribute",
              "It is an object: { ATTRIBUTE = VALUE }.",
              given.range()));
    }
    return new Made(NOTHING, duringPlan, range);
  }

  /** Null where it is not said. */
  @Nullable Boolean duringPlan(BodyReader body) {
    Expression given = body.expression("override_during");
    String word = given == null ? null : StaticExpression.keyword(given);
    if (given != null && !"plan".equals(word) && !"apply".equals(word)) {
      diagnostics.add(
          Diagnostic.error(
              "Invalid override_during value",
              "It is plan or apply, without quotes.",
              given.range()));
      return null;
    }
    return word == null ? null : word.equals("plan");
  }

  public static String place(SourceRange range) {
    return range.file() + ":" + range.start().line();
  }
}
