package io.planform.host.server;

import io.planform.functiongraph.error.FgsError;

/** A refused call: one published error code, its HTTP status, and what the caller did wrong. */
public final class ApiException extends RuntimeException {
  private final int status;
  private final String code;

  private ApiException(int status, String code, String message) {
    super(message, null, false, false);
    this.status = status;
    this.code = code;
  }

  /**
   * @param detail a sentence that says what is wrong with this request
   */
  public ApiException(FgsError error, String detail) {
    this(error.httpStatus(), error, detail);
  }

  /** With another status than the published one, where a client has been promised it. */
  public ApiException(int status, FgsError error, String detail) {
    this(status, error.code(), error.message() + ". " + detail);
  }

  /** A request that makes no sense, where no more exact code exists. */
  public static ApiException invalid(String message) {
    return new ApiException(FgsError.FSS_0400, message);
  }

  public int status() {
    return status;
  }

  public String code() {
    return code;
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }

  Response response() {
    return Response.error(status, code, getMessage());
  }
}
