package io.planform.planner.test;

import io.planform.planner.config.Configuration.Output;
import io.planform.planner.config.ModulePath;
import io.planform.planner.graph.Graph;
import io.planform.planner.graph.NodeKey;
import io.planform.planner.graph.UndeclaredReference;
import io.planform.planner.lang.InnerScope;
import io.planform.planner.lang.Reference;
import io.planform.planner.lang.Scope;
import io.planform.planner.manifest.InputValues.Given;
import io.planform.planner.plan.evaluation.Evaluation;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.diagnostic.NearMatch;
import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What names mean in the assertions of a run: what they mean in the root of its module, and {@code
 * output.NAME}, {@code run.NAME} and the variables of tests.
 */
final class RunScope implements InnerScope {
  private final Evaluation evaluation;
  private final Graph<NodeKey> graph;
  private final RunInputs inputs;
  private final EarlierRuns earlier;

  RunScope(Evaluation evaluation, Graph<NodeKey> graph, RunInputs inputs, EarlierRuns earlier) {
    this.evaluation = evaluation;
    this.graph = graph;
    this.inputs = inputs;
    this.earlier = earlier;
  }

  @Override
  public Scope outer() {
    return evaluation.modules().root();
  }

  @Override
  public Resolved resolve(Reference reference, Diagnostics diagnostics) {
    String name =
        !reference.steps().isEmpty()
                && reference.steps().getFirst() instanceof Reference.Attribute(String step, _)
            ? step
            : "";
    Map<String, Output> outputs = evaluation.tree().root().outputs();
    Output output = outputs.get(name);
    NodeKey node = NodeKey.of(ModulePath.ROOT, reference);
    Given given = inputs.given(name);
    return switch (reference.root()) {
      case "run" -> earlier.resolve(reference, diagnostics);
      case "output" -> {
        if (output != null) {
          yield new Resolved(evaluation.output(output, diagnostics), 1);
        }
        diagnostics.add(
            Diagnostic.error(
                "Reference to undeclared output value",
                name.isEmpty()
                    ? "Outputs of the module are output.NAME."
                    : "The module has no output named \""
                        + name
                        + "\"."
                        + NearMatch.question(name, outputs.keySet()),
                reference.range()));
        yield unknown(reference);
      }
      case "each", "count", "self", "path", "terraform" -> outer().resolve(reference, diagnostics);
      default -> {
        if (given != null && isOfTest(node)) {
          yield new Resolved(given.value(), 1);
        }
        if (node != null && graph.contains(node)) {
          yield outer().resolve(reference, diagnostics);
        }
        diagnostics.add(
            UndeclaredReference.diagnose(reference, ModulePath.ROOT, node, graph.nodes()));
        yield unknown(reference);
      }
    };
  }

  /** A variable that the module does not have. */
  private boolean isOfTest(@Nullable NodeKey node) {
    return node != null && node.kind() == NodeKey.Kind.VARIABLE && !graph.contains(node);
  }

  private static Resolved unknown(Reference reference) {
    return new Resolved(new Value.Unknown(Type.DYNAMIC), reference.steps().size());
  }
}
