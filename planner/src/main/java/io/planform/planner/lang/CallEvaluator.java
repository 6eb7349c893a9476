package io.planform.planner.lang;

import io.planform.planner.lang.function.Function;
import io.planform.planner.lang.function.Functions;
import io.planform.planner.lang.function.Invocation;
import io.planform.planner.lang.function.ProviderFunctions;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.diagnostic.NearMatch;
import io.planform.spi.provider.ProviderFunction;
import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Evaluates function calls. */
final class CallEvaluator {
  private final Evaluator evaluator;

  CallEvaluator(Evaluator evaluator) {
    this.evaluator = evaluator;
  }

  Value call(Node.Call call) {
    if (!evaluator.allowsFunctions()) {
      return evaluator.error(
          "Function calls not allowed",
          "Functions may not be called here: the value is written out.",
          call.start(),
          call.end());
    }
    return switch (Functions.bare(call.name())) {
      case "try" -> attempt(call);
      case "can" -> can(call);
      case "templatefile", "templatestring" -> template(call);
      default -> named(call);
    };
  }

  private Value named(Node.Call call) {
    Function function =
        call.name().contains("::") ? namespaced(call.name()) : Functions.named(call.name());
    if (function == null) {
      return unknownFunction(call);
    }
    List<Node> nodes = new ArrayList<>();
    List<Value> values = new ArrayList<>();
    Value open = collect(call, nodes, values);
    if (open != null) {
      return open;
    }
    if (!checkCount(call, function, values.size())) {
      return Evaluator.FAILED;
    }
    return apply(call, function, nodes, values);
  }

  /** Templates do not render templates: none can include itself. */
  private Value template(Node.Call call) {
    if (evaluator.rendersTemplate()) {
      return evaluator.error(
          "Error in function call",
          "Call to function \""
              + call.name()
              + "\" failed: a template cannot render another template.",
          call.start(),
          call.end());
    }
    Node first = call.arguments().isEmpty() ? null : call.arguments().getFirst();
    if (Functions.bare(call.name()).equals("templatestring")
        && first != null
        && !isReference(first)) {
      return evaluator.error(
          "Invalid function argument",
          "Invalid value for \"template\" parameter: it must be a reference to a template that"
              + " stands elsewhere; what is written here can be a template by itself.",
          first.start(),
          first.end());
    }
    return named(call);
  }

  private static boolean isReference(Node node) {
    return switch (node) {
      case Node.Outer _, Node.Local _ -> true;
      case Node.GetAttribute get -> isReference(get.target());
      case Node.GetIndex get -> get.key() instanceof Node.Literal && isReference(get.target());
      case Node.Parentheses(Node inner, _, _) -> isReference(inner);
      default -> false;
    };
  }

  private @Nullable Function namespaced(String name) {
    List<String> parts = List.of(name.split("::", -1));
    if (parts.size() != 3 || !parts.getFirst().equals("provider")) {
      return Functions.named(name);
    }
    ProviderFunction function = evaluator.providerFunction(parts.get(1), parts.get(2));
    return function == null ? null : ProviderFunctions.of(name, function);
  }

  private Value unknownFunction(Node.Call call) {
    if (call.name().contains("::")) {
      return evaluator.error(
          "Unknown provider function",
          "There is no function named \""
              + call.name()
              + "\". Functions of a provider are called provider::NAME::FUNCTION, where NAME is"
              + " the provider's name in required_providers.",
          call.start(),
          call.nameEnd());
    }
    String near = NearMatch.of(call.name(), Functions.names());
    Diagnostic diagnostic =
        Diagnostic.error(
            "Call to unknown function",
            "There is no function named \""
                + call.name()
                + "\"."
                + NearMatch.question(call.name(), Functions.names()));
    return evaluator.error(
        near == null ? diagnostic : diagnostic.withHint("Write " + near + "(…)."),
        call.start(),
        call.nameEnd());
  }

  /** Evaluates the arguments; a value is answered if it cannot be told how many there are. */
  private @Nullable Value collect(Node.Call call, List<Node> nodes, List<Value> values) {
    for (int i = 0; i < call.arguments().size(); i++) {
      Node node = call.arguments().get(i);
      Value value = evaluator.evaluate(node);
      if (!call.expands() || i < call.arguments().size() - 1) {
        nodes.add(node);
        values.add(value);
        continue;
      }
      List<Value> elements = value.elements();
      if (value.isUnknown()) {
        return Evaluator.FAILED.marked(value.marks());
      }
      if (elements == null) {
        return evaluator.error(
            "Invalid expanding argument value",
            "The value before \"...\" must be a list, tuple or set.",
            node.start(),
            node.end());
      }
      for (Value element : elements) {
        nodes.add(node);
        values.add(element.marked(value.marks()));
      }
    }
    return null;
  }

  private boolean checkCount(Node.Call call, Function function, int count) {
    int least = function.parameters().size();
    if (count < least) {
      evaluator.error(
          "Not enough function arguments",
          "Function \""
              + call.name()
              + "\" expects "
              + (function.rest() == null ? "" : "at least ")
              + least
              + (least == 1 ? " argument" : " arguments")
              + "; missing is \""
              + function.parameters().get(count).name()
              + "\".",
          call.start(),
          call.end());
      return false;
    }
    if (count > least && function.rest() == null) {
      int last = call.arguments().size() - 1;
      Node extra = call.arguments().get(Math.min(least, last));
      evaluator.error(
          "Too many function arguments",
          "Function \""
              + call.name()
              + "\" expects "
              + least
              + (least == 1 ? " argument." : " arguments."),
          extra.start(),
          call.arguments().get(last).end());
      return false;
    }
    return true;
  }

  private Value apply(Node.Call call, Function function, List<Node> nodes, List<Value> values) {
    return switch (Invocation.of(function, values, evaluator.surroundings())) {
      case Invocation.Returned(Value value) -> value;
      case Invocation.Failed(String reason) ->
          evaluator.error(
              "Error in function call",
              "Call to function \"" + call.name() + "\" failed: " + reason + ".",
              call.start(),
              call.end());
      case Invocation.BadArgument(int index, String reason) -> {
        Node node = nodes.get(index);
        yield evaluator.error(
            "Invalid function argument",
            "Invalid value for \""
                + function.parameter(index).name()
                + "\" parameter: "
                + reason
                + ".",
            node.start(),
            node.end());
      }
    };
  }

  /** The first argument that can be evaluated; one that may still fail leaves it open. */
  private Value attempt(Node.Call call) {
    List<Diagnostic> problems = new ArrayList<>();
    for (Node argument : call.arguments()) {
      Diagnostics scratch = new Diagnostics();
      Value value = evaluator.evaluate(argument, scratch);
      if (!scratch.hasErrors()) {
        return value.isWhollyKnown() ? value : Evaluator.FAILED;
      }
      problems.addAll(scratch.toList());
    }
    StringBuilder detail = new StringBuilder();
    for (Diagnostic problem : problems) {
      detail.append(detail.isEmpty() ? "" : " ").append(problem.detail());
    }
    return evaluator.error(
        "Error in function call",
        call.arguments().isEmpty()
            ? "Function \"try\" needs at least one argument."
            : "No argument of \"try\" could be evaluated: " + detail,
        call.start(),
        call.end());
  }

  private Value can(Node.Call call) {
    if (call.arguments().size() != 1) {
      return evaluator.error(
          call.arguments().isEmpty()
              ? "Not enough function arguments"
              : "Too many function arguments",
          "Function \"can\" expects 1 argument.",
          call.start(),
          call.end());
    }
    Diagnostics scratch = new Diagnostics();
    Value value = evaluator.evaluate(call.arguments().getFirst(), scratch);
    if (scratch.hasErrors()) {
      return Value.of(false);
    }
    return value.isWhollyKnown() ? Value.of(true) : new Value.Unknown(Type.BOOL);
  }
}
