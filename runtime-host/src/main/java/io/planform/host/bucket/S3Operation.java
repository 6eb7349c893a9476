package io.planform.host.bucket;

import io.planform.host.server.StreamedResponse;
import java.io.IOException;

/**
 * One operation.
 *
 * @param action in the terms of policies: {@code obs:object:GetObject}
 * @param changes whether it changes a bucket or its settings, which the audit trail has
 */
record S3Operation(String action, boolean changes, Handler handler) {

  @FunctionalInterface
  interface Handler {
    StreamedResponse answer(S3Request request) throws IOException;
  }

  static S3Operation reading(String action, Handler handler) {
    return new S3Operation(action, false, handler);
  }

  static S3Operation changing(String action, Handler handler) {
    return new S3Operation(action, true, handler);
  }
}
