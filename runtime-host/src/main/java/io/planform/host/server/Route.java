package io.planform.host.server;

/**
 * An operation of the API.
 *
 * @param operation the SDK's name of it: {@code CreateFunction}
 * @param template path with parameters: {@code /v2/{project_id}/fgs/functions/{function_urn}/code}
 * @param bodyLimit bytes of request body that are read at most
 */
public record Route(
    String operation, String method, String template, long bodyLimit, Handler handler) {

  /** What ordinary requests may carry; they are small documents. */
  public static final long DOCUMENT_LIMIT = 1024L * 1024;

  public static Route of(String operation, String method, String template, Handler handler) {
    return new Route(operation, method, template, DOCUMENT_LIMIT, handler);
  }

  public Route withHandler(Handler other) {
    return new Route(operation, method, template, bodyLimit, other);
  }

  public Route withBodyLimit(long bytes) {
    return new Route(operation, method, template, bytes, handler);
  }
}
