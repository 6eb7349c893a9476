package io.planform.planner.test;

import io.planform.planner.config.Body;
import io.planform.planner.config.Configuration.Condition;
import io.planform.planner.config.Configuration.ModuleCall;
import io.planform.planner.config.block.BodyReader;
import io.planform.planner.config.block.ConditionReader;
import io.planform.planner.config.block.ModuleCallReader;
import io.planform.planner.lang.Expression;
import io.planform.planner.lang.Reference;
import io.planform.planner.lang.Scanner;
import io.planform.planner.lang.StaticExpression;
import io.planform.planner.plan.Parallelism;
import io.planform.planner.plan.Plan;
import io.planform.planner.plan.PlanRequest;
import io.planform.planner.plan.address.Address;
import io.planform.planner.plan.address.Target;
import io.planform.planner.test.mock.Names;
import io.planform.planner.test.mock.Overridden;
import io.planform.planner.test.mock.OverrideReader;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.diagnostic.SourceRange;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code run} blocks. */
final class RunReader {
  private final Diagnostics diagnostics;

  RunReader(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  /**
   * @param file without its ending, part of the name that a module of a run has in the lock file
   */
  @Nullable TestRun read(Body.Block block, String file) {
    if (block.labels().size() != 1) {
      diagnostics.add(
          Diagnostic.error(
              block.labels().isEmpty() ? "Missing name for run" : "Extraneous label for run",
              "A \"run\" block has one label: its name.",
              block.range()));
      return null;
    }
    String name = block.labels().getFirst();
    BodyReader body = new BodyReader(block.body(), diagnostics);
    boolean applies = !"plan".equals(keyword(body, "command", "apply", "plan"));
    Expression key = body.expression("state_key");
    String state = body.text("state_key", "");
    PlanRequest request = request(body.block("plan_options"));
    SequencedMap<String, Body.Argument> variables = variables(body.block("variables"));
    var providers = new ModuleCallReader(diagnostics).providers(body.expression("providers"));
    ModuleCall module = module(body.block("module"), "test." + file + "." + name);
    List<Condition> assertions = new ConditionReader(diagnostics).read(body, "assert");
    List<Overridden> overrides =
        new OverrideReader(diagnostics).read(body, Overridden.Kind.values());
    List<Reference> failures = body.references("expect_failures");
    body.end();
    if (!Scanner.isIdentifier(name)) {
      diagnostics.add(
          Diagnostic.error(
              "Invalid run block name",
              "A name starts with a letter or underscore and has only letters, digits, underscores"
                  + " and dashes.",
              block.labelRanges().getFirst()));
    }
    return new TestRun(
        name,
        applies,
        request,
        variables,
        providers,
        failures,
        module,
        assertions,
        overrides,
        key == null ? null : state,
        block.range());
  }

  /** The values in a {@code variables} block. */
  SequencedMap<String, Body.Argument> variables(Body.@Nullable Block block) {
    if (block == null) {
      return new LinkedHashMap<>();
    }
    for (Body.Block nested : block.body().blocks()) {
      diagnostics.add(
          Diagnostic.error(
              "Unexpected \"" + nested.type() + "\" block",
              "Values of variables are arguments, with \"=\".",
              nested.range()));
    }
    return block.body().arguments();
  }

  /** Null where nothing, or nothing that is known, is said. */
  private @Nullable String keyword(BodyReader body, String name, String... words) {
    Expression given = body.expression(name);
    String word = given == null ? null : StaticExpression.keyword(given);
    if (given != null && !List.of(words).contains(String.valueOf(word))) {
      diagnostics.add(
          Diagnostic.error(
              "Invalid \"" + name + "\" keyword",
              "It is " + String.join(" or ", words) + ", without quotes.",
              given.range()));
      return null;
    }
    return word;
  }

  private PlanRequest request(Body.@Nullable Block block) {
    if (block == null) {
      return PlanRequest.NORMAL;
    }
    BodyReader body = new BodyReader(block.body(), diagnostics);
    boolean refreshOnly = "refresh-only".equals(mode(body));
    boolean refresh = body.bool("refresh", true);
    Set<Address> replace = new LinkedHashSet<>();
    for (Reference reference : body.references("replace")) {
      if (Names.target(reference) instanceof Target.Block(Address address)) {
        replace.add(address);
      } else {
        invalid(reference, "an instance of a resource");
      }
    }
    Set<Target> targets = new LinkedHashSet<>();
    for (Reference reference : body.references("target")) {
      Target target = Names.target(reference);
      if (target == null) {
        invalid(reference, "a module, a resource or an instance");
      } else {
        targets.add(target);
      }
    }
    body.end();
    if (refreshOnly && (!refresh || !replace.isEmpty())) {
      diagnostics.add(
          Diagnostic.error(
              "Incompatible plan options",
              "A plan with mode = refresh-only refreshes, and replaces nothing.",
              block.range()));
    }
    return new PlanRequest(
        refreshOnly ? Plan.Mode.REFRESH_ONLY : Plan.Mode.NORMAL,
        refresh,
        targets,
        Set.of(),
        replace,
        Parallelism.USUAL);
  }

  /** {@code refresh-only} reads as a name with a dash. */
  private @Nullable String mode(BodyReader body) {
    return keyword(body, "mode", "normal", "refresh-only");
  }

  private void invalid(Reference reference, String wanted) {
    diagnostics.add(
        Diagnostic.error(
            "Invalid address",
            Names.text(reference) + " is not the address of " + wanted + ".",
            reference.range()));
  }

  private @Nullable ModuleCall module(Body.@Nullable Block block, String name) {
    if (block == null) {
      return null;
    }
    BodyReader body = new BodyReader(block.body(), diagnostics);
    Expression source = body.expression("source");
    String address = body.text("source", "");
    String version = body.version("version");
    body.end();
    if (source == null) {
      diagnostics.add(
          Diagnostic.error(
              "Missing \"source\" attribute for module block",
              "The argument source says which module is run.",
              block.range()));
      return null;
    }
    SourceRange place = source.range();
    Body nothing = new Body(new LinkedHashMap<>(), List.of(), block.range());
    return address.isEmpty()
        ? null
        : new ModuleCall(
            name,
            address,
            place,
            version,
            nothing,
            null,
            null,
            List.of(),
            new LinkedHashMap<>(),
            block.range());
  }

  /** Names that are used twice. */
  void refuseDoubles(List<TestRun> runs) {
    SequencedMap<String, SourceRange> seen = new LinkedHashMap<>();
    for (TestRun run : runs) {
      SourceRange first = seen.putIfAbsent(run.name(), run.range());
      if (first != null) {
        diagnostics.add(
            Diagnostic.error(
                "Duplicate \"run\" block names",
                "A run named \""
                    + run.name()
                    + "\" stands at "
                    + OverrideReader.place(first)
                    + " already.",
                run.range()));
      }
    }
  }
}
