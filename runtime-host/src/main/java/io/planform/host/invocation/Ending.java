package io.planform.host.invocation;

import io.planform.host.dispatch.Invocation;
import io.planform.host.engine.Limit;
import io.planform.host.log.Status;
import io.planform.host.metric.Kind;

/**
 * How an invocation ended, for its log and the metrics.
 *
 * @param text what the function wrote, and why there is no answer
 */
record Ending(Kind kind, Status status, String text) {

  static Ending of(Invocation.Outcome outcome) {
    String log = outcome.summary().log();
    return switch (outcome) {
      case Invocation.Answer _, Invocation.HttpAnswer _, Invocation.Streamed _ ->
          new Ending(Kind.SUCCESS, Status.SUCCESS, log);
      case Invocation.FunctionError error ->
          new Ending(Kind.FUNCTION_ERROR, errorOf(error.summary()), log);
      case Invocation.Failed failed ->
          new Ending(
              kind(failed.cause()),
              status(failed),
              log + (log.isEmpty() || log.endsWith("\n") ? "" : "\n") + failed.message() + "\n");
    };
  }

  private static Kind kind(Invocation.Cause cause) {
    return switch (cause) {
      case OVERLOADED -> Kind.REJECTED;
      case HOST -> Kind.SYSTEM_ERROR;
      case START_FAILED,
          CRASHING,
          NO_IMAGE,
          INITIALIZER_FAILED,
          TIMED_OUT,
          OUT_OF_MEMORY,
          EXITED,
          NEVER_BEGUN,
          UNREACHABLE,
          BAD_ANSWER ->
          Kind.FUNCTION_ERROR;
    };
  }

  private static Status status(Invocation.Failed failed) {
    return switch (failed.cause()) {
      case OVERLOADED, HOST -> Status.SYSTEM_ERROR;
      case START_FAILED, CRASHING, NO_IMAGE -> Status.LOAD_FAILED;
      case INITIALIZER_FAILED -> Status.INITIALIZATION_FAILED;
      case TIMED_OUT -> Status.TIMED_OUT;
      case OUT_OF_MEMORY -> Status.MEMORY_EXCEEDED;
      case EXITED, NEVER_BEGUN, UNREACHABLE, BAD_ANSWER -> errorOf(failed.summary());
    };
  }

  /** The guide has no cause for too many processes. */
  private static Status errorOf(Invocation.Summary summary) {
    if (summary.exceeded().contains(Limit.MEMORY)) {
      return Status.MEMORY_EXCEEDED;
    }
    return summary.exceeded().contains(Limit.DISK) ? Status.DISK_EXCEEDED : Status.CODE_ERROR;
  }
}
