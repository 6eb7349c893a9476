package io.planform.host.async;

import io.planform.host.log.FunctionLogs;
import io.planform.host.log.LogEntry;
import io.planform.host.log.Status;
import io.planform.host.stream.LogStream;
import io.planform.host.stream.LogStreams;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Writes the states of invocations into log streams, with the six fields of the user guide's
 * section 14.1.32: {@code function_urn}, {@code request_id}, {@code seq_status}, {@code
 * operation_timestamp}, {@code error_code} and {@code error_message}. They are labels, by which
 * logs are looked for, and the content, in this order with vertical bars between. A host that is
 * killed may leave the last lines out; {@link History} never misses a state.
 */
public final class StatusLog {
  private static final String NAME = "functiongraph-async-status";
  private static final int DAYS = 7;

  private final FunctionLogs logs;
  private final LogStreams streams;

  public StatusLog(FunctionLogs logs, LogStreams streams) {
    this.logs = logs;
    this.streams = streams;
  }

  /** Where the project's functions write; made where it is missing. */
  LogStream made() {
    return streams.ensure(NAME, NAME, DAYS);
  }

  /** Where the project's functions write, if it was made. */
  Optional<LogStream> project() {
    return streams.find(NAME, NAME);
  }

  /** As {@link LogStreams#stream}. */
  LogStream chosen(String groupId, String streamId) {
    return streams.stream(groupId, streamId);
  }

  String groupName(LogStream stream) {
    return streams.groupName(stream);
  }

  boolean has(String stream) {
    return streams.find(stream).isPresent();
  }

  /**
   * Notes that an invocation has a state.
   *
   * @param stream empty for none
   * @param at milliseconds since 1970
   */
  void write(
      String stream,
      QueuedInvocation invocation,
      AsyncStatus status,
      long at,
      int code,
      String message) {
    if (stream.isEmpty()) {
      return;
    }
    Map<String, String> fields = new TreeMap<>();
    fields.put("function_urn", invocation.urn().toString());
    fields.put("seq_status", Integer.toString(status.number()));
    fields.put("operation_timestamp", Long.toString(at));
    fields.put("error_code", Integer.toString(code));
    fields.put("error_message", message);
    String text =
        String.join(
            "|",
            invocation.urn().toString(),
            invocation.requestId(),
            Integer.toString(status.number()),
            Long.toString(at),
            Integer.toString(code),
            message);
    logs.append(
        stream,
        new LogEntry(
            at,
            invocation.requestId(),
            String.valueOf(invocation.urn().qualifier()),
            code == 0 ? Status.SUCCESS : Status.CODE_ERROR,
            fields,
            text),
        () -> has(stream));
  }
}
