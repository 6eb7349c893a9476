package io.planform.host.bucket.protocol;

/** A refused request: one published error, and what is wrong with this request. */
public final class S3Exception extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final S3Error error;

  /**
   * @param message a sentence for the client
   */
  public S3Exception(S3Error error, String message) {
    super(message, null, false, false);
    this.error = error;
  }

  public S3Error error() {
    return error;
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
