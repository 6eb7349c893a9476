package io.planform.planner.config.block;

import io.planform.planner.config.Body;
import io.planform.planner.config.Configuration;
import io.planform.planner.config.Provisioner;
import io.planform.planner.lang.Expression;
import io.planform.planner.lang.Reference;
import io.planform.planner.lang.StaticExpression;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the {@code provisioner} and {@code connection} blocks of a resource. */
final class ProvisionerReader {
  /** What is still known when an object is destroyed. */
  private static final Set<String> KNOWN_AT_DESTRUCTION =
      Set.of("self", "each", "count", "path", "terraform");

  private final Diagnostics diagnostics;

  ProvisionerReader(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  List<Provisioner> read(BodyReader resource, Configuration.Mode mode) {
    Body.Block connection = resource.block("connection");
    List<Body.Block> blocks = resource.blocks("provisioner");
    if (mode != Configuration.Mode.MANAGED) {
      for (Body.Block block : blocks) {
        diagnostics.add(
            Diagnostic.error(
                "Unsupported block type",
                "Provisioners belong to resources: of this no object is managed.",
                block.range()));
      }
      return List.of();
    }
    List<Provisioner> provisioners = new ArrayList<>();
    for (Body.Block block : blocks) {
      if (Labels.check(block, diagnostics, "type")) {
        provisioners.add(read(block, connection));
      }
    }
    return provisioners;
  }

  private Provisioner read(Body.Block block, Body.@Nullable Block shared) {
    BodyReader body = new BodyReader(block.body(), diagnostics);
    boolean atDestruction = keyword(body, "when", "create", "destroy");
    boolean mayFail = keyword(body, "on_failure", "fail", "continue");
    Body.Block own = body.block("connection");
    Body connection = merged(shared, own);
    Body rest = body.rest();
    if (atDestruction) {
      refuseOthers(rest);
      if (connection != null) {
        refuseOthers(connection);
      }
    }
    return new Provisioner(
        block.labels().getFirst(),
        block.labelRanges().getFirst(),
        atDestruction,
        mayFail,
        rest,
        connection,
        block.range());
  }

  /** Whether a keyword is the second of the two that it can be. */
  private boolean keyword(BodyReader body, String name, String usual, String other) {
    Expression expression = body.expression(name);
    if (expression == null) {
      return false;
    }
    String keyword = StaticExpression.keyword(expression);
    if (!usual.equals(keyword) && !other.equals(keyword)) {
      diagnostics.add(
          Diagnostic.error(
              "Invalid \"" + name + "\" keyword",
              "It is " + usual + " or " + other + ", without quotes.",
              expression.range()));
    }
    return other.equals(keyword);
  }

  private static @Nullable Body merged(Body.@Nullable Block shared, Body.@Nullable Block own) {
    if (shared == null || own == null) {
      return own != null ? own.body() : shared == null ? null : shared.body();
    }
    SequencedMap<String, Body.Argument> arguments = new LinkedHashMap<>(shared.body().arguments());
    arguments.putAll(own.body().arguments());
    return new Body(arguments, own.body().blocks(), own.body().range());
  }

  private void refuseOthers(Body body) {
    for (Body.Argument argument : body.arguments().values()) {
      for (Reference reference : argument.expression().references()) {
        if (!KNOWN_AT_DESTRUCTION.contains(reference.root())) {
          diagnostics.add(
              Diagnostic.error(
                  "Invalid reference from destroy provisioner",
                  "When an object is destroyed only self, count.index and each.key are known.",
                  reference.range()));
        }
      }
    }
  }
}
