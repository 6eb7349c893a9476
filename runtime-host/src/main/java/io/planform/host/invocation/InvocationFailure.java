package io.planform.host.invocation;

import io.planform.functiongraph.error.FgsError;
import io.planform.host.dispatch.Invocation;
import io.planform.host.server.Response;

/** The answer of an invocation that came to none. */
public final class InvocationFailure {
  private InvocationFailure() {}

  /** The published error, with the dispatcher's reason. */
  public static Response response(Invocation.Failed failed) {
    int status = FgsError.ofCode(failed.errorCode()).map(FgsError::httpStatus).orElse(500);
    return Response.error(status, failed.errorCode(), failed.message());
  }

  /** Whether the function is to blame, not its load or the host. */
  public static boolean isOfFunction(Invocation.Cause cause) {
    return switch (cause) {
      case OVERLOADED, HOST -> false;
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
          true;
    };
  }
}
