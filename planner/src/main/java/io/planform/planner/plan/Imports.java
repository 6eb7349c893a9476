package io.planform.planner.plan;

import io.planform.planner.config.ConfigurationTree;
import io.planform.planner.config.ModulePath;
import io.planform.planner.config.Refactoring.Import;
import io.planform.planner.config.block.BodyReader;
import io.planform.planner.graph.NodeKey;
import io.planform.planner.lang.Expression;
import io.planform.planner.lang.Scope;
import io.planform.planner.plan.address.Address;
import io.planform.planner.plan.evaluation.Evaluation;
import io.planform.planner.plan.evaluation.Expansion;
import io.planform.planner.plan.evaluation.ModuleScope;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.diagnostic.SourceRange;
import io.planform.spi.value.Conversion;
import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The {@code import} blocks of the root module, by the block they are for. */
public final class Imports {
  private final Map<NodeKey, List<Import>> byBlock = new HashMap<>();

  public Imports(Evaluation evaluation, Diagnostics diagnostics) {
    for (Import each : evaluation.tree().root().refactoring().imports()) {
      Address address = Address.parse(each.to().names());
      if (address == null || evaluation.block(address.node()) == null) {
        diagnostics.add(withoutBlock(each, evaluation.tree()));
      } else {
        byBlock.computeIfAbsent(address.node(), _ -> new ArrayList<>()).add(each);
      }
    }
  }

  /** The addresses of blocks that are not declared and can be written by what is imported. */
  public static List<Address> generated(ConfigurationTree tree) {
    List<Address> addresses = new ArrayList<>();
    for (Import each : tree.root().refactoring().imports()) {
      Address address = single(each);
      if (address != null && tree.resource(ModulePath.ROOT, address.node().name()) == null) {
        addresses.add(address);
      }
    }
    addresses.sort(Comparator.naturalOrder());
    return addresses;
  }

  /** The target of an import that is for one object of the root module; otherwise null. */
  private static @Nullable Address single(Import each) {
    Diagnostics keyed = new Diagnostics();
    String text = each.forEach() == null ? each.to().text(NO_NAMES, keyed) : null;
    Address address = text == null || keyed.hasErrors() ? null : Address.parse(text);
    return address != null && address.module().isRoot() && address.key() == null ? address : null;
  }

  private static final Scope NO_NAMES = new BodyReader.ConstantScope(false);

  private static Diagnostic withoutBlock(Import each, ConfigurationTree tree) {
    String target = each.to().names();
    Address address = Address.parse(target);
    boolean single = single(each) != null;
    String why = "";
    if (address != null && !address.module().isRoot()) {
      why =
          tree.module(address.module().path()) == null
              ? ""
              : " Blocks can be generated for the root module only.";
    } else if (!single) {
      why = " Blocks with count or for_each cannot be generated.";
    }
    Diagnostic missing =
        Diagnostic.error(
            "Configuration for import target does not exist",
            target + " is not declared, so that nothing can be imported to it." + why,
            each.to().range());
    return missing.withHint(
        single
            ? "write it, or let 'planform plan -generate-config-out=generated.tf' do so"
            : "write the resource block first");
  }

  /** The import of one object. */
  public record Wanted(String id, SourceRange range) {}

  /** What is to be imported to instances of a block, by their addresses. */
  public Map<Address, Wanted> of(NodeKey block, ModuleScope root, Diagnostics diagnostics) {
    Map<Address, Wanted> wanted = new LinkedHashMap<>();
    for (Import each : byBlock.getOrDefault(block, List.of())) {
      Expansion expansion = Expansion.of(null, each.forEach(), root, diagnostics);
      if (expansion == null) {
        continue;
      }
      for (Expansion.Instance instance : expansion.instances()) {
        Scope scope = root.of(instance);
        String to = each.to().text(scope, diagnostics);
        Address address = to == null ? null : Address.parse(to);
        String id = id(each.id(), scope, diagnostics);
        if (address != null && id != null) {
          Wanted other = wanted.putIfAbsent(address, new Wanted(id, each.range()));
          if (other != null) {
            diagnostics.add(
                Diagnostic.error(
                    "Duplicate import configuration for \"" + address + "\"",
                    "It is imported at line " + other.range().start().line() + " already.",
                    each.to().range()));
          }
        }
      }
    }
    return wanted;
  }

  /** Finds what is wrong with ids that do not depend on anything. */
  static void examine(Evaluation evaluation, Diagnostics diagnostics) {
    ModuleScope root = evaluation.modules().root();
    for (Import each : evaluation.tree().root().refactoring().imports()) {
      Expansion sample = Expansion.sample(null, each.forEach(), root, diagnostics);
      Scope scope = root.of(sample.instances().getFirst());
      if (!each.id().evaluate(scope, new Diagnostics()).unmarked().isUnknown()) {
        String _ = id(each.id(), scope, diagnostics);
      }
    }
  }

  /** An import for an instance that a block does not have. */
  static Diagnostic withoutInstance(Address address, Wanted wanted) {
    return Diagnostic.error(
        "Configuration for import target does not exist",
        address + " is not among the instances of its block.",
        wanted.range());
  }

  private static @Nullable String id(Expression expression, Scope scope, Diagnostics diagnostics) {
    Diagnostics own = new Diagnostics();
    Value value = expression.evaluate(scope, own);
    diagnostics.addAll(own.toList());
    if (own.hasErrors()) {
      return null;
    }
    String problem =
        value.isUnknown()
            ? "It depends on values that are known after apply only."
            : value.isNull()
                ? "It is null; the id of an object is needed."
                : !value.allMarks().isNone()
                    ? "It is " + value + ", and ids are shown everywhere."
                    : null;
    if (problem == null
        && Conversion.convert(value, Type.STRING) instanceof Conversion.Converted(Value text)
        && text instanceof Value.Str(String id)) {
      if (!id.isEmpty()) {
        return id;
      }
      problem = "It is empty; the id of an object is needed.";
    }
    diagnostics.add(
        Diagnostic.error(
            "Invalid import id argument",
            problem == null
                ? "It is " + Type.describe(value.type()) + "; text is needed."
                : problem,
            expression.range()));
    return null;
  }
}
