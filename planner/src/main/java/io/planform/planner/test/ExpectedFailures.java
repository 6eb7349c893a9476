package io.planform.planner.test;

import io.planform.planner.config.Configuration;
import io.planform.planner.config.Configuration.Check;
import io.planform.planner.config.Configuration.Condition;
import io.planform.planner.config.Configuration.Output;
import io.planform.planner.config.Configuration.Resource;
import io.planform.planner.config.Configuration.Variable;
import io.planform.planner.lang.Reference;
import io.planform.planner.plan.address.Address;
import io.planform.planner.plan.address.Target;
import io.planform.planner.test.mock.Names;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.diagnostic.SourceRange;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a run says that must fail, held against what did. */
final class ExpectedFailures {
  static final String OF_VARIABLE = "Invalid value for variable";
  private static final String OF_CHECK = "Check block assertion failed";

  private final List<Expected> expected = new ArrayList<>();

  /**
   * @param places that diagnostics of it point at
   * @param instance null for all of a block, and for what has none
   */
  private record Expected(
      Reference reference, Set<SourceRange> places, @Nullable Address instance) {

    boolean covers(Diagnostic found) {
      return found.range() != null && places.contains(found.range());
    }
  }

  ExpectedFailures(TestRun run, Configuration module, Diagnostics diagnostics) {
    for (Reference reference : run.expectedFailures()) {
      Expected one = read(reference, module);
      if (one == null) {
        diagnostics.add(
            Diagnostic.error(
                "Invalid `expect_failures` reference",
                Names.text(reference)
                    + " is nothing of the module's root that can have conditions: variables,"
                    + " outputs, checks, resources and data sources.",
                reference.range()));
      } else {
        expected.add(one);
      }
    }
  }

  private static @Nullable Expected read(Reference reference, Configuration module) {
    String name =
        reference.steps().size() == 1
                && reference.steps().getFirst() instanceof Reference.Attribute(String step, _)
            ? step
            : "";
    return switch (reference.root()) {
      case "var" -> {
        Variable variable = module.variables().get(name);
        yield variable == null ? null : of(reference, Stream.of(variable.range()), null);
      }
      case "output" -> {
        Output output = module.outputs().get(name);
        yield output == null ? null : of(reference, ranges(output.preconditions()), null);
      }
      case "check" -> {
        Check check = module.checks().get(name);
        yield check == null ? null : of(reference, ranges(check.assertions()), null);
      }
      default -> {
        if (!(Names.target(reference) instanceof Target.Block(Address address))
            || !address.module().isRoot()) {
          yield null;
        }
        Resource block = module.resources().get(address.node().name());
        yield block == null
            ? null
            : of(
                reference,
                Stream.concat(
                    ranges(block.lifecycle().preconditions()),
                    ranges(block.lifecycle().postconditions())),
                address);
      }
    };
  }

  private static Expected of(
      Reference reference, Stream<SourceRange> places, @Nullable Address address) {
    return new Expected(
        reference,
        Set.copyOf(places.toList()),
        address == null || address.key() == null ? null : address);
  }

  private static Stream<SourceRange> ranges(List<Condition> conditions) {
    return conditions.stream().map(condition -> condition.condition().range());
  }

  /**
   * What is left to report: without what was expected, and with what was expected and did not
   * happen. Failed checks that nobody expects are errors here.
   *
   * @param failed instances of which conditions do not hold
   */
  List<Diagnostic> remaining(List<Diagnostic> found, Set<Address> failed) {
    List<Diagnostic> remaining = new ArrayList<>();
    for (Diagnostic each : found) {
      if (!isExpected(each, failed)) {
        remaining.add(each.summary().equals(OF_CHECK) ? asError(each) : each);
      }
    }
    for (Expected one : expected) {
      if (found.stream().noneMatch(one::covers)
          || (one.instance() != null && !failed.contains(one.instance()))) {
        remaining.add(
            Diagnostic.error(
                "Missing expected failure",
                Names.text(one.reference()) + " was expected to fail, and did not.",
                one.reference().range()));
      }
    }
    return remaining;
  }

  /** Also says of expected failures that they kept a run from being applied. */
  List<Diagnostic> beforeApply(List<Diagnostic> found) {
    List<Diagnostic> all = new ArrayList<>();
    for (Expected one : expected) {
      if (found.stream().anyMatch(each -> each.isError() && one.covers(each))) {
        all.add(
            Diagnostic.warning(
                    "Expected failure while planning",
                    Names.text(one.reference())
                        + " failed as expected, but when the run was planned: so there was nothing"
                        + " to apply, and the run did not do what it was to do.",
                    one.reference().range())
                .withHint("command = plan, if the failure is all that is to be tested"));
      }
    }
    found.forEach(each -> all.add(each.summary().equals(OF_CHECK) ? asError(each) : each));
    return all;
  }

  private boolean isExpected(Diagnostic found, Set<Address> failed) {
    List<Expected> covering = expected.stream().filter(one -> one.covers(found)).toList();
    if (covering.isEmpty() || covering.stream().anyMatch(one -> one.instance() == null)) {
      return !covering.isEmpty();
    }
    Set<Address> blocks = new HashSet<>();
    Set<Address> instances = new HashSet<>();
    for (Expected one : covering) {
      Address instance = one.instance();
      if (instance != null) {
        blocks.add(instance.block());
        instances.add(instance);
      }
    }
    return failed.stream()
        .filter(each -> blocks.contains(each.block()))
        .allMatch(instances::contains);
  }

  private static Diagnostic asError(Diagnostic found) {
    return found.isError()
        ? found
        : Diagnostic.error(found.summary(), found.detail(), found.range());
  }
}
