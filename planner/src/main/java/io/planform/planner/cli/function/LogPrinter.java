package io.planform.planner.cli.function;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.planform.spi.provider.FunctionOperations.LogEntry;
import java.io.PrintStream;

/** Prints calls' logs as they were written, or as JSON. */
record LogPrinter(PrintStream out, boolean json) {

  void print(LogEntry entry) {
    if (json) {
      out.println(
          JsonNodeFactory.instance
              .objectNode()
              .put("time", entry.time().toString())
              .put("request_id", entry.requestId())
              .put("version", entry.version())
              .put("status", entry.status())
              .put("text", entry.text()));
    } else {
      out.println(entry.text().stripTrailing());
    }
    out.flush();
  }
}
