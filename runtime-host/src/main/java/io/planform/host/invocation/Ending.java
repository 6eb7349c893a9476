package io.planform.host.invocation;

import io.planform.host.dispatch.Invocation;
import io.planform.host.log.Status;

/**
 * How an invocation ended, for its log.
 *
 * @param ran false for calls that got no instance: the user guide keeps them out of logs
 * @param text what the function wrote, and why there is no answer
 */
record Ending(boolean ran, Status status, String text) {

  static Ending of(Invocation.Outcome outcome) {
    String log = outcome.summary().log();
    return switch (outcome) {
      case Invocation.Answer _, Invocation.HttpAnswer _ -> new Ending(true, Status.SUCCESS, log);
      case Invocation.FunctionError _ -> new Ending(true, Status.CODE_ERROR, log);
      case Invocation.Failed failed ->
          new Ending(
              failed.cause() != Invocation.Cause.OVERLOADED,
              status(failed.cause()),
              log + (log.isEmpty() || log.endsWith("\n") ? "" : "\n") + failed.message() + "\n");
    };
  }

  private static Status status(Invocation.Cause cause) {
    return switch (cause) {
      case OVERLOADED, HOST -> Status.SYSTEM_ERROR;
      case START_FAILED -> Status.LOAD_FAILED;
      case INITIALIZER_FAILED -> Status.INITIALIZATION_FAILED;
      case TIMED_OUT -> Status.TIMED_OUT;
      case OUT_OF_MEMORY -> Status.MEMORY_EXCEEDED;
      case EXITED, UNREACHABLE, BAD_ANSWER -> Status.CODE_ERROR;
    };
  }
}
