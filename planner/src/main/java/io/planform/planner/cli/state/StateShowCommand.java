package io.planform.planner.cli.state;

import io.planform.planner.cli.project.StateReading;
import io.planform.planner.cli.shell.Command;
import io.planform.planner.cli.shell.ExitCode;
import io.planform.planner.cli.shell.Flags;
import io.planform.planner.cli.shell.Shell;
import io.planform.planner.config.ConfigurationTree;
import io.planform.planner.manifest.ConfigurationLoader;
import io.planform.planner.plan.address.Address;
import io.planform.planner.plan.evaluation.Providers;
import io.planform.planner.plan.prior.RecordedState;
import io.planform.planner.plan.prior.ResourceState;
import io.planform.planner.render.StateRenderer;
import io.planform.planner.render.json.ProviderNames;
import io.planform.planner.render.json.StateJson;
import io.planform.planner.render.text.JsonText;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.diagnostic.NearMatch;
import io.planform.store.StoreException;
import io.planform.store.state.StateStore;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** {@code state show ADDR}: one object. */
final class StateShowCommand implements Command {
  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create().name("show");
    spec.usageMessage().description("Shows one object of the state.");
    spec.addPositional(
        PositionalParamSpec.builder()
            .paramLabel("ADDR")
            .index("0")
            .arity("1")
            .type(String.class)
            .description("The object's address, such as huaweicloud_fgs_function.hello.")
            .build());
    spec.addOption(
        Flags.flag(
            "-json",
            "Prints the object as 'planform show -json' does, sensitive values in clear."));
    return spec;
  }

  @Override
  public int run(ParseResult arguments, Shell shell) {
    String address = arguments.matchedPositionalValue(0, "");
    return StateReading.open(
        shell, store -> show(store, address, arguments.hasMatchedOption("-json"), shell));
  }

  private static int show(StateStore store, String text, boolean json, Shell shell)
      throws StoreException {
    RecordedState state = StateReading.recorded(store, shell);
    if (state == null) {
      return ExitCode.ERROR;
    }
    Address address = Address.parse(text);
    List<ResourceState> found =
        state.resources().stream()
            .filter(row -> row.address().equals(address) && row.deposed().isEmpty())
            .toList();
    if (found.isEmpty()) {
      shell.report(missing(text, state));
      return ExitCode.ERROR;
    }
    try (Providers providers = new Providers(shell.providers())) {
      if (json) {
        ConfigurationTree tree =
            ConfigurationLoader.load(shell.directory(), new Diagnostics()).tree();
        StateJson format = new StateJson(new ProviderNames(tree, providers));
        found.forEach(row -> JsonText.print(format.object(state, row), shell.out()));
      } else {
        found.forEach(row -> shell.out().print(new StateRenderer(providers).render(row)));
      }
    }
    return ExitCode.DONE;
  }

  private static Diagnostic missing(String text, RecordedState state) {
    List<String> names = state.resources().stream().map(row -> row.address().toString()).toList();
    String near = NearMatch.of(text, names);
    return Diagnostic.error(
            "No instance found for the given address", "The state holds no object at " + text + ".")
        .withHint(near == null ? "'planform state list' lists all" : "did you mean " + near + "?");
  }
}
