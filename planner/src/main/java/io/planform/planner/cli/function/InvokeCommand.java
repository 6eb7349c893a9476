package io.planform.planner.cli.function;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.planform.planner.cli.shell.Command;
import io.planform.planner.cli.shell.ExitCode;
import io.planform.planner.cli.shell.Flags;
import io.planform.planner.cli.shell.Shell;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.provider.FunctionOperations.Enqueued;
import io.planform.spi.provider.FunctionOperations.Invoked;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** {@code invoke FUNC}: calls a function that was applied. */
public final class InvokeCommand implements Command {
  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create().name("invoke");
    spec.usageMessage().description("Calls a function and prints its result.");
    AppliedFunction.declare(spec);
    spec.addOption(
        OptionSpec.builder("-data")
            .paramLabel("JSON|@FILE")
            .type(String.class)
            .description("The event; by default {}.")
            .build());
    spec.addOption(Flags.flag("-tail", "Prints the end of the call's log too."));
    spec.addOption(
        Flags.flag("-async", "Does not wait for the result, and prints the request's id."));
    return spec;
  }

  @Override
  public int run(ParseResult arguments, Shell shell) {
    boolean tail = arguments.hasMatchedOption("-tail");
    boolean async = arguments.hasMatchedOption("-async");
    if (tail && async) {
      shell.report(
          Diagnostic.error(
                  "Options exclude each other", "With -async there is no log yet for -tail.")
              .withHint("planform logs shows it later"));
      return ExitCode.ERROR;
    }
    byte[] event;
    try {
      event = event(arguments.matchedOptionValue("-data", "{}"), shell);
    } catch (IOException e) {
      shell.report(
          Diagnostic.error("The event cannot be read", String.valueOf(e.getMessage()) + "."));
      return ExitCode.ERROR;
    }
    return AppliedFunction.use(
        arguments,
        shell,
        (functions, urn) ->
            async
                ? show(functions.enqueue(urn, event), shell)
                : show(functions.invoke(urn, event, tail), shell));
  }

  private static byte[] event(String data, Shell shell) throws IOException {
    return data.startsWith("@")
        ? Files.readAllBytes(shell.directory().resolve(data.substring(1)))
        : data.getBytes(StandardCharsets.UTF_8);
  }

  private static int show(Enqueued enqueued, Shell shell) {
    return switch (enqueued) {
      case Enqueued.Accepted(String requestId) -> {
        shell.out().println(requestId);
        yield ExitCode.DONE;
      }
      case Enqueued.NotAccepted(List<Diagnostic> diagnostics) -> {
        shell.report(diagnostics);
        yield ExitCode.ERROR;
      }
    };
  }

  private static int show(Invoked invoked, Shell shell) {
    return switch (invoked) {
      case Invoked.Answered answered -> {
        show(answered.log(), shell);
        shell.out().writeBytes(answered.result());
        shell.out().println();
        if (!answered.failed()) {
          yield ExitCode.DONE;
        }
        shell.report(thrown(answered.result()));
        yield ExitCode.ERROR;
      }
      case Invoked.NotAnswered(String log, List<Diagnostic> diagnostics) -> {
        show(log, shell);
        shell.report(diagnostics);
        yield ExitCode.ERROR;
      }
    };
  }

  private static void show(String log, Shell shell) {
    if (!log.isEmpty()) {
      shell.terminal().err().println(log.stripTrailing());
    }
  }

  /** {@code {"errorMessage","errorType","stackTrace"}}, which the result shows in full. */
  private static Diagnostic thrown(byte[] result) {
    String error;
    try {
      JsonNode document = new ObjectMapper().readTree(result);
      error =
          document.path("errorType").asText("Error")
              + ": "
              + document.path("errorMessage").asText();
    } catch (IOException e) {
      error = "It did not say what.";
    }
    return Diagnostic.error("The function threw an error", error)
        .withHint("its result above has the stack trace; with -tail its log is shown too");
  }
}
