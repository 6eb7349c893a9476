package io.planform.planner.cli.function;

import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.provider.FunctionOperations;
import io.planform.spi.provider.FunctionOperations.LogEntry;
import io.planform.spi.provider.FunctionOperations.LogQuery;
import io.planform.spi.provider.FunctionOperations.Logged;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Reads the latest entries of a function's log, and those that come. */
final class LogReading {
  private static final Instant END = Instant.parse("9999-12-31T23:59:59Z");

  private final FunctionOperations functions;
  private final String urn;
  private final LogQuery query;
  private final LogPrinter printer;

  /** Where the newest entry that was printed is; empty before there is one. */
  private String position = "";

  /**
   * @param query newest first, with the number of entries to begin with
   */
  LogReading(FunctionOperations functions, String urn, LogQuery query, LogPrinter printer) {
    this.functions = functions;
    this.urn = urn;
    this.query = query;
    this.printer = printer;
  }

  /**
   * Prints the latest entries, the oldest of them first.
   *
   * @return why that is not possible; nothing where it was
   */
  List<Diagnostic> latest() {
    List<LogEntry> entries = new ArrayList<>();
    String after = "";
    while (entries.size() < query.limit()) {
      switch (functions.logs(urn, page(after, true, query.limit() - entries.size()))) {
        case Logged.NotRead(List<Diagnostic> diagnostics) -> {
          return diagnostics;
        }
        case Logged.Found(List<LogEntry> found, boolean complete) -> {
          entries.addAll(found);
          if (complete || found.isEmpty()) {
            print(entries.reversed());
            return List.of();
          }
          after = found.getLast().position();
        }
      }
    }
    print(entries.reversed());
    return List.of();
  }

  private void print(List<LogEntry> entries) {
    for (LogEntry entry : entries) {
      printer.print(entry);
      position = entry.position();
    }
  }

  /** Prints the latest entries and then what is added, until it is interrupted. */
  List<Diagnostic> follow(Duration poll) {
    List<Diagnostic> problems = latest();
    while (problems.isEmpty()) {
      try {
        Thread.sleep(poll);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return List.of();
      }
      problems = added();
    }
    return problems;
  }

  private List<Diagnostic> added() {
    while (true) {
      switch (functions.logs(urn, page(position, false, query.limit()))) {
        case Logged.NotRead(List<Diagnostic> diagnostics) -> {
          return diagnostics;
        }
        case Logged.Found(List<LogEntry> found, boolean complete) -> {
          print(found);
          if (complete || found.isEmpty()) {
            return List.of();
          }
        }
      }
    }
  }

  private LogQuery page(String after, boolean newestFirst, int limit) {
    return new LogQuery(
        query.from(),
        newestFirst ? query.to() : END,
        query.requestId(),
        query.version(),
        query.status(),
        query.text(),
        after,
        newestFirst,
        limit);
  }
}
