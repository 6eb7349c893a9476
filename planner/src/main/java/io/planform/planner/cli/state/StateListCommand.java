package io.planform.planner.cli.state;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.planner.cli.project.StateReading;
import io.planform.planner.cli.shell.Command;
import io.planform.planner.cli.shell.ExitCode;
import io.planform.planner.cli.shell.Flags;
import io.planform.planner.cli.shell.Shell;
import io.planform.planner.plan.address.Address;
import io.planform.planner.plan.address.Target;
import io.planform.planner.render.text.JsonText;
import io.planform.planner.state.Selection;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.store.StoreException;
import io.planform.store.state.ResourceRow;
import io.planform.store.state.StateStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** {@code state list}: the addresses of all instances, or of some. */
final class StateListCommand implements Command {
  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create().name("list");
    spec.usageMessage().description("Lists the addresses of what the state holds.");
    spec.addPositional(
        PositionalParamSpec.builder()
            .paramLabel("ADDR")
            .index("0..*")
            .arity("0..*")
            .type(List.class)
            .auxiliaryTypes(String.class)
            .description("Only what is there: a module, a resource or an instance.")
            .build());
    spec.addOption(
        OptionSpec.builder("-id")
            .paramLabel("ID")
            .type(String.class)
            .description("Only objects with this id.")
            .build());
    spec.addOption(Flags.flag("-json", "Prints an array of objects."));
    return spec;
  }

  @Override
  public int run(ParseResult arguments, Shell shell) {
    return StateReading.open(shell, store -> list(store, arguments, shell));
  }

  private static int list(StateStore store, ParseResult arguments, Shell shell)
      throws StoreException {
    Selection state = StateReading.selection(store, shell);
    if (state == null) {
      return ExitCode.ERROR;
    }
    List<Address> named = named(state, arguments, shell);
    if (named == null) {
      return ExitCode.ERROR;
    }
    String id = arguments.matchedOptionValue("-id", "");
    List<Address> wanted = named.stream().filter(each -> hasId(state, each, id)).toList();
    if (arguments.hasMatchedOption("-json")) {
      shell.out().println(JsonText.indented(json(state, wanted)));
    } else {
      wanted.forEach(shell.out()::println);
    }
    return ExitCode.DONE;
  }

  private static @Nullable List<Address> named(
      Selection state, ParseResult arguments, Shell shell) {
    List<String> addresses = arguments.matchedPositionalValue(0, List.<String>of());
    if (addresses.isEmpty()) {
      return List.copyOf(state.instances().keySet());
    }
    Diagnostics diagnostics = new Diagnostics();
    List<Address> named = new ArrayList<>();
    for (String text : addresses) {
      Target target = Selection.target(text, diagnostics);
      List<Address> found = target == null ? List.of() : state.named(target);
      if (target != null && found.isEmpty()) {
        diagnostics.add(state.unknown(target));
      }
      named.addAll(found);
    }
    shell.report(diagnostics.toList());
    return diagnostics.hasErrors() ? null : named;
  }

  private static boolean hasId(Selection state, Address address, String id) {
    ResourceRow row = Selection.current(state.objects(address));
    return id.isEmpty() || (row != null && row.objectId().equals(id));
  }

  private static ArrayNode json(Selection state, List<Address> addresses) {
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    for (Address address : addresses) {
      ObjectNode entry = list.addObject().put("address", address.toString());
      for (ResourceRow row : state.objects(address)) {
        if (row.deposed().isEmpty()) {
          entry.put("id", row.objectId());
          entry.put("provider", row.provider());
          entry.put("status", row.status().name().toLowerCase(Locale.ROOT));
        } else {
          entry
              .withArray("deposed")
              .addObject()
              .put("key", row.deposed())
              .put("id", row.objectId());
        }
      }
    }
    return list;
  }
}
