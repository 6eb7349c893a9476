package io.planform.planner.plan;

import io.planform.planner.config.Configuration;
import io.planform.planner.config.Configuration.Resource;
import io.planform.planner.plan.address.Address;
import io.planform.planner.plan.evaluation.BlockInstance;
import io.planform.planner.plan.evaluation.Conditions.Verdict;
import io.planform.planner.plan.evaluation.Evaluation;
import io.planform.planner.plan.evaluation.SensitivePaths;
import io.planform.planner.plan.prior.ResourceState;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.provider.ProviderSession;
import io.planform.spi.value.Value;
import io.planform.spi.value.ValuePath;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Plans instances again during apply, when more is known than at plan, and holds the providers to
 * what they said then.
 */
public final class Replanning {
  private final Evaluation evaluation;

  public Replanning(Evaluation evaluation) {
    this.evaluation = evaluation;
  }

  /**
   * What to ask a provider for.
   *
   * @param configuration bare
   * @param planned with marks
   */
  public record Request(Value.Obj configuration, Value.Obj planned) {}

  /** What a provider says of an object, placed where its block is, if there still is one. */
  public Diagnostic located(Address address, Diagnostic diagnostic) {
    Configuration module = evaluation.tree().module(address.module().path());
    Resource block = module == null ? null : module.resources().get(address.node().name());
    return block == null ? diagnostic : Evaluation.located(diagnostic, block.body());
  }

  /**
   * Decodes and plans one instance.
   *
   * @param prior the object to update; null to create one
   * @return null after an error
   */
  public @Nullable Request replan(
      ResourceChange change,
      Value.@Nullable Obj prior,
      BlockInstance instance,
      Diagnostics diagnostics) {
    Resource block = instance.block();
    Diagnostics own = new Diagnostics();
    Value.Obj declared = evaluation.decode(instance, change.schema(), own);
    ProviderSession session = evaluation.providers().session(change.provider(), change.address());
    if (own.hasErrors() || session == null) {
      diagnostics.addAll(own.toList());
      return null;
    }
    ResourceState row = change.recorded();
    Value.Obj live = change.before();
    Value.Obj configuration =
        prior == null || row == null || live == null
            ? declared
            : Undeclared.keep(declared, live, row.declared(), block.lifecycle(), change.schema());
    ProviderSession.Planned found =
        session.plan(
            block.type(),
            prior == null ? null : (Value.Obj) prior.revealed(),
            (Value.Obj) configuration.revealed());
    ProviderSession.Planned planned =
        prior != null && difference(change.after(), found.state()) != null
            ? CodeComparison.kept(
                found, prior, CodeComparison.of(session, block.type(), prior, declared))
            : found;
    planned.diagnostics().forEach(each -> own.add(Evaluation.located(each, block.body())));
    Value.Obj after = marked(planned.state(), change, declared);
    ValuePath difference = difference(change.after(), after);
    if (!own.hasErrors() && prior != null && !planned.replace().isEmpty()) {
      own.add(inconsistent(change, planned.replace().iterator().next(), block));
    } else if (!own.hasErrors() && difference != null) {
      own.add(inconsistent(change, difference, block));
    }
    diagnostics.addAll(own.toList());
    return own.hasErrors() ? null : new Request((Value.Obj) configuration.revealed(), after);
  }

  private static Diagnostic inconsistent(ResourceChange change, ValuePath path, Resource block) {
    return Diagnostic.error(
            "The plan does not hold any more",
            change.address()
                + " would change in another way than planned, at "
                + path
                + ", with the values that are known now. Nothing was done to it.",
            block.range())
        .withHint("run 'planform apply' again: it plans with what is known now");
  }

  /** Whether an instance may be made: what must hold before it holds. */
  public boolean permits(BlockInstance instance, Diagnostics diagnostics) {
    return evaluation.conditions().preconditions(instance, diagnostics) != Verdict.FAILS;
  }

  /** Whether an instance is as its postconditions want it. */
  public boolean accepts(BlockInstance instance, Value self, Diagnostics diagnostics) {
    return evaluation.conditions().postconditions(instance, self, diagnostics) != Verdict.FAILS;
  }

  /** Marks what a provider answered as sensitive where its arguments or its schema are. */
  public Value.Obj marked(Value.Obj state, ResourceChange change, Value.Obj like) {
    return SensitivePaths.mark(state, change.schema(), SensitivePaths.of(like));
  }

  /** Reads a data source that had to wait. */
  public Value read(ResourceChange change, BlockInstance instance, Diagnostics diagnostics) {
    Resource block = instance.block();
    Diagnostics own = new Diagnostics();
    Value.Obj configuration = evaluation.decode(instance, change.schema(), own);
    ProviderSession session = evaluation.providers().session(change.provider(), change.address());
    if (own.hasErrors() || session == null) {
      diagnostics.addAll(own.toList());
      return new Value.Unknown(change.schema().type());
    }
    ProviderSession.Read read =
        session.readData(block.type(), (Value.Obj) configuration.revealed());
    return DataPlanner.result(read, configuration, instance, change.schema(), diagnostics);
  }

  /** Where an object is not what was planned; null if it is. What was unknown may be anything. */
  public static @Nullable ValuePath difference(Value.@Nullable Obj planned, Value.Obj actual) {
    if (planned == null) {
      return null;
    }
    Value.Obj bare = (Value.Obj) actual.revealed();
    for (Map.Entry<String, Value> entry : planned.values().entrySet()) {
      Value expected = entry.getValue().revealed();
      Value found = bare.get(entry.getKey());
      // Within an attribute that was unknown in part nothing is held against the provider.
      if (expected.isWhollyKnown() && !expected.equals(found)) {
        return ValuePath.of(entry.getKey());
      }
    }
    return null;
  }
}
