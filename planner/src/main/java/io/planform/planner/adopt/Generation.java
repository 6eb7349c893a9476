package io.planform.planner.adopt;

import io.planform.planner.config.Configuration.Resource;
import io.planform.planner.config.ModulePath;
import io.planform.planner.graph.Graph;
import io.planform.planner.graph.NodeKey;
import io.planform.planner.plan.Imports;
import io.planform.planner.plan.KnownValues;
import io.planform.planner.plan.address.Address;
import io.planform.planner.plan.evaluation.Evaluation;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.provider.ProviderSession;
import io.planform.spi.provider.Schema;
import io.planform.spi.value.Value;
import io.planform.store.state.Snapshot;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes the blocks that {@code import} blocks are for and nobody has declared. */
public final class Generation {
  private final Evaluation evaluation;
  private final Graph<NodeKey> graph;
  private final Snapshot snapshot;
  private final Diagnostics diagnostics;

  /**
   * @param evaluation of a configuration with {@link #empty} blocks
   * @param graph of the same
   * @param snapshot of the state, for ids that refer to what it holds
   */
  public Generation(
      Evaluation evaluation, Graph<NodeKey> graph, Snapshot snapshot, Diagnostics diagnostics) {
    this.evaluation = evaluation;
    this.graph = graph;
    this.snapshot = snapshot;
    this.diagnostics = diagnostics;
  }

  /** Blocks without anything in them: so that it can be told who would manage the objects. */
  public static String empty(List<Address> addresses) {
    return addresses.stream()
        .map(each -> "resource \"%s\" \"%s\" {}\n".formatted(each.type(), each.name()))
        .collect(Collectors.joining());
  }

  /**
   * Reads the objects and writes their blocks.
   *
   * @param folder of what is put beside the blocks, as {@link GeneratedBlocks} takes it
   */
  public GeneratedBlocks write(List<Address> addresses, String folder) {
    KnownValues.put(evaluation, graph, snapshot, diagnostics);
    Imports imports = new Imports(evaluation, diagnostics);
    Map<Address, Resource> resources = new LinkedHashMap<>();
    for (Address address : addresses) {
      Resource block = evaluation.tree().resource(ModulePath.ROOT, address.node().name());
      if (block != null) {
        resources.put(address, block);
      }
    }
    if (!diagnostics.hasErrors()) {
      List<String> keys =
          resources.values().stream()
              .map(block -> evaluation.providerOf(ModulePath.ROOT, block))
              .distinct()
              .toList();
      evaluation.sessions().configure(keys, graph, diagnostics);
    }
    GeneratedBlocks blocks = new GeneratedBlocks(folder);
    if (!diagnostics.hasErrors()) {
      resources.forEach(
          (address, block) ->
              imports
                  .of(address.node(), evaluation.modules().root(), diagnostics)
                  .forEach((_, wanted) -> write(address, block, wanted, blocks)));
    }
    return blocks;
  }

  private void write(
      Address address, Resource block, Imports.Wanted wanted, GeneratedBlocks blocks) {
    Schema schema = evaluation.schema(ModulePath.ROOT, block, diagnostics);
    ProviderSession session =
        evaluation.providers().session(evaluation.providerOf(ModulePath.ROOT, block));
    if (schema == null || session == null) {
      return;
    }
    ProviderSession.Read read = session.importObject(address.type(), wanted.id());
    read.diagnostics().forEach(found -> diagnostics.add(found.at(wanted.range())));
    Value.Obj object = read.state();
    if (object != null) {
      blocks.add(address, wanted.id(), schema, object, session);
    } else if (read.diagnostics().stream().noneMatch(Diagnostic::isError)) {
      diagnostics.add(
          Diagnostic.error(
              "Cannot import non-existent remote object",
              "There is no object with the id \"" + wanted.id() + "\" for " + address + ".",
              wanted.range()));
    }
  }
}
