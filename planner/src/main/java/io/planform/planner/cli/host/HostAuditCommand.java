package io.planform.planner.cli.host;

import com.fasterxml.jackson.databind.JsonNode;
import io.planform.huaweicloud.client.ApiClient;
import io.planform.huaweicloud.client.LocalHost;
import io.planform.huaweicloud.cts.AuditTrail;
import io.planform.planner.cli.shell.Command;
import io.planform.planner.cli.shell.ExitCode;
import io.planform.planner.cli.shell.Shell;
import io.planform.spi.diagnostic.Diagnostic;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** {@code host audit}: who did what, as a table, CSV or JSON. */
final class HostAuditCommand implements Command {
  private static final String FORMAT = "-format";
  private static final Set<String> FORMATS = Set.of("table", "csv", "json");

  /** Flags by the parameter of the API that each of them is. */
  private static final Map<String, String> TEXTS =
      Map.of(
          "-user", "user",
          "-event", "trace_name",
          "-status", "trace_rating",
          "-service", "service_type",
          "-resource-type", "resource_type",
          "-resource", "resource_id");

  private static final Map<String, String> TIMES = Map.of("-from", "from", "-to", "to");

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create().name("audit");
    spec.usageMessage()
        .description(
            "Shows who called the host's API in the last seven days, the newest first:"
                + " up to %d calls.".formatted(AuditTrail.MOST));
    spec.addOption(option(FORMAT, "FORMAT", "table (the default), csv or json."));
    spec.addOption(option("-from", "TIME", "No call before it, as in 2026-01-31T08:00:00Z."));
    spec.addOption(option("-to", "TIME", "No call after it."));
    spec.addOption(option("-user", "NAME", "Calls of one user, by name or id."));
    spec.addOption(option("-event", "NAME", "One kind of calls: createFunction, for instance."));
    spec.addOption(option("-status", "STATUS", "normal, warning (refused) or incident (failed)."));
    spec.addOption(option("-service", "NAME", "FunctionGraph, IAM or CTS."));
    spec.addOption(option("-resource-type", "TYPE", "Function, Trigger and so on."));
    spec.addOption(option("-resource", "ID", "One resource, by its id or URN."));
    return spec;
  }

  private static OptionSpec option(String name, String label, String description) {
    return OptionSpec.builder(name)
        .paramLabel(label)
        .type(String.class)
        .description(description)
        .build();
  }

  @Override
  public int run(ParseResult arguments, Shell shell) {
    String format = arguments.matchedOptionValue(FORMAT, "table");
    if (!FORMATS.contains(format)) {
      shell.report(Diagnostic.error("Wrong format", "-format is table, csv or json."));
      return ExitCode.ERROR;
    }
    SequencedMap<String, String> query = new LinkedHashMap<>();
    TEXTS.forEach(
        (flag, name) -> {
          if (arguments.hasMatchedOption(flag)) {
            query.put(name, arguments.matchedOptionValue(flag, ""));
          }
        });
    for (Map.Entry<String, String> time : TIMES.entrySet()) {
      if (arguments.hasMatchedOption(time.getKey())) {
        Optional<Instant> instant = instant(arguments.matchedOptionValue(time.getKey(), ""));
        if (instant.isEmpty()) {
          shell.report(
              Diagnostic.error(
                  "Wrong time", time.getKey() + " is a time like 2026-01-31T08:00:00Z."));
          return ExitCode.ERROR;
        }
        query.put(time.getValue(), Long.toString(instant.get().toEpochMilli()));
      }
    }
    try (ApiClient client = new ApiClient(new LocalHost(shell.home()), 1)) {
      return show(new AuditTrail(client).read(query), format, shell);
    }
  }

  private static int show(AuditTrail.Reading reading, String format, Shell shell) {
    return switch (reading) {
      case AuditTrail.Reading.Failed failed -> {
        shell.report(failed.diagnostic());
        yield ExitCode.ERROR;
      }
      case AuditTrail.Reading.Done done -> {
        print(done, format, shell);
        yield ExitCode.DONE;
      }
    };
  }

  private static Optional<Instant> instant(String text) {
    try {
      return Optional.of(Instant.parse(text));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static void print(AuditTrail.Reading.Done done, String format, Shell shell) {
    switch (format) {
      case "csv" -> {
        shell.out().print(AuditRow.csvHeader());
        done.traces().forEach(trace -> shell.out().print(AuditRow.of(trace).csv()));
      }
      case "json" -> done.traces().stream().map(JsonNode::toString).forEach(shell.out()::println);
      default -> done.traces().forEach(trace -> shell.out().println(AuditRow.of(trace).line()));
    }
    if (done.more()) {
      shell.report(
          Diagnostic.warning(
              "There are more calls",
              "Only the newest %d are shown; -from and -to choose others."
                  .formatted(AuditTrail.MOST),
              null));
    }
  }
}
