package io.planform.planner.config.block;

import io.planform.planner.config.Body;
import io.planform.planner.config.Configuration.ModuleCall;
import io.planform.planner.config.Configuration.PassedProvider;
import io.planform.planner.config.ProviderName;
import io.planform.planner.lang.Expression;
import io.planform.planner.lang.Reference;
import io.planform.planner.lang.StaticExpression;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** Reads {@code module} blocks. */
public final class ModuleCallReader {
  private final Diagnostics diagnostics;

  public ModuleCallReader(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  @Nullable ModuleCall read(Body.Block block) {
    if (!Labels.check(block, diagnostics, "name")) {
      return null;
    }
    BodyReader body = new BodyReader(block.body(), diagnostics);
    Expression source = body.required("source");
    String address = body.text("source", "");
    String version = body.version("version");
    Expression count = body.expression("count");
    Expression forEach = body.expression("for_each");
    if (count != null && forEach != null) {
      diagnostics.add(
          Diagnostic.error(
              "Invalid combination of \"count\" and \"for_each\"",
              "The two are exclusive: a call has one of them or none.",
              forEach.range()));
    }
    List<Reference> dependsOn = body.dependsOn();
    SequencedMap<String, PassedProvider> providers = providers(body.expression("providers"));
    for (String reserved : List.of("lifecycle", "locals")) {
      for (Body.Block nested : body.blocks(reserved)) {
        diagnostics.add(
            Diagnostic.error(
                "Reserved block type name in module block",
                "The block type name \""
                    + reserved
                    + "\" is reserved: a module call has no such block.",
                nested.range()));
      }
    }
    Body rest = body.rest();
    for (Body.Block nested : rest.blocks()) {
      diagnostics.add(
          Diagnostic.error(
              "Unsupported block type",
              "Blocks of type \""
                  + nested.type()
                  + "\" are not expected here: the values of a module's variables are arguments,"
                  + " with \"=\".",
              nested.range()));
    }
    return source == null
        ? null
        : new ModuleCall(
            block.labels().getFirst(),
            address,
            source.range(),
            version,
            rest,
            count,
            forEach,
            dependsOn,
            providers,
            block.range());
  }

  /** Reads what the argument {@code providers} passes, by the names it has where it goes. */
  public SequencedMap<String, PassedProvider> providers(@Nullable Expression expression) {
    SequencedMap<String, PassedProvider> passed = new LinkedHashMap<>();
    if (expression == null) {
      return passed;
    }
    List<StaticExpression.Pair> pairs = StaticExpression.pairs(expression);
    if (pairs == null) {
      diagnostics.add(
          Diagnostic.error(
              "Invalid providers argument",
              "A map is needed of the module's names of providers and of the names they have"
                  + " here: { name = name.alias }.",
              expression.range()));
      return passed;
    }
    for (StaticExpression.Pair pair : pairs) {
      String outer = ProviderName.read(pair.value(), diagnostics);
      PassedProvider entry =
          new PassedProvider(pair.name(), outer == null ? "" : outer, pair.key().range());
      if (passed.putIfAbsent(pair.name(), entry) != null) {
        diagnostics.add(
            Diagnostic.error(
                "Duplicate provider address",
                "A provider configuration was already passed as \"" + pair.name() + "\".",
                pair.key().range()));
      } else if (outer == null) {
        passed.remove(pair.name());
      }
    }
    return passed;
  }
}
