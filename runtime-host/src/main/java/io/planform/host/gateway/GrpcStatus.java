package io.planform.host.gateway;

import io.planform.host.dispatch.Invocation;

/** Why a call came to no answer, in gRPC's own codes. */
enum GrpcStatus {
  DEADLINE_EXCEEDED(4),
  RESOURCE_EXHAUSTED(8),
  UNIMPLEMENTED(12),
  INTERNAL(13),
  UNAVAILABLE(14),
  UNAUTHENTICATED(16);

  private final int code;

  GrpcStatus(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }

  /** A call that another attempt may well answer is {@code UNAVAILABLE}: clients try that again. */
  static GrpcStatus of(Invocation.Cause cause) {
    return switch (cause) {
      case OVERLOADED, OUT_OF_MEMORY -> RESOURCE_EXHAUSTED;
      case TIMED_OUT -> DEADLINE_EXCEEDED;
      case EXITED, NEVER_BEGUN, UNREACHABLE, HOST -> UNAVAILABLE;
      case START_FAILED, CRASHING, NO_IMAGE, INITIALIZER_FAILED, BAD_ANSWER -> INTERNAL;
    };
  }
}
