package io.planform.host.instance;

import io.planform.host.dispatch.Invocation.Cause;
import io.planform.host.function.FunctionRevision;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The lines the host writes around an invocation's output. */
record InvocationLog(FunctionRevision function, String requestId) {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  String start() {
    return "%s Start invoke request '%s', version: %s\n"
        .formatted(TIME.format(Instant.now()), requestId, function.version());
  }

  String finish(Reply outcome, double millis, long peakBytes) {
    boolean memoryRanOut =
        outcome instanceof Reply.Lost lost && lost.cause() == Cause.OUT_OF_MEMORY;
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
