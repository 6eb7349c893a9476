package io.planform.host.instance;

import io.planform.host.dispatch.Invocation.Cause;
import io.planform.host.engine.Limit;
import io.planform.host.function.FunctionRevision;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** The lines the host writes around an invocation's output. */
record InvocationLog(FunctionRevision function, String requestId) {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  String start() {
    return "%s Start invoke request '%s', version: %s\n"
        .formatted(TIME.format(Instant.now()), requestId, function.version());
  }

  /** What the function ran out of: what its own words do not tell. */
  String exceeded(Set<Limit> limits) {
    return limits.stream().map(limit -> exceeded(limit) + "\n").collect(Collectors.joining());
  }

  private String exceeded(Limit limit) {
    return switch (limit) {
      case MEMORY ->
          "runtime memory limit exceeded: a process was killed, since together they needed more"
              + " than the function's %d MB".formatted(function.memoryMegabytes());
      case DISK ->
          "disk limit exceeded: the %d MB of /tmp are full"
              .formatted(function.temporaryMegabytes());
      case PROCESSES ->
          "process limit exceeded: a process or thread was refused, since there were 1024";
    };
  }

  String finish(Reply outcome, Set<Limit> exceeded, double millis, long peakBytes) {
    boolean memoryRanOut =
        switch (outcome) {
          case Reply.Lost lost ->
              lost.cause() == Cause.OUT_OF_MEMORY || exceeded.contains(Limit.MEMORY);
          case Reply.Threw _ -> exceeded.contains(Limit.MEMORY);
          case Reply.Answered _, Reply.Responded _, Reply.Streamed _ -> false;
        };
    return String.format(
        Locale.ROOT,
        "%s Finish invoke request '%s'%s, duration: %.3fms, billing duration: %.0fms,"
            + " memory used: %.3fMB, billing memory: %dMB\n",
        TIME.format(Instant.now()),
        requestId,
        memoryRanOut ? "(invoke Failed:RuntimeMemoryExceedLimit)" : "",
        millis,
        Math.ceil(millis),
        peakBytes / 1048576.0,
        function.memoryMegabytes());
  }
}
