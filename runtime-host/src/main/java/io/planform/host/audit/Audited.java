package io.planform.host.audit;

import io.planform.host.server.ApiException;
import io.planform.host.server.Handler;
import io.planform.host.server.Request;
import io.planform.host.server.Response;
import io.planform.host.server.Route;
import io.planform.host.server.Router;
import java.time.InstantSource;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Writes a line for every call, refused ones included. Bodies and headers never get there. */
public final class Audited implements Handler {
  private static final Pattern ACCESS_KEY = Pattern.compile("Access=([^,\\s]{1,64})[,\\s]");

  private final AuditLog log;
  private final Router router;
  private final InstantSource clock;
  private final Handler next;

  /**
   * @param router names the operations
   */
  public Audited(AuditLog log, Router router, InstantSource clock, Handler next) {
    this.log = log;
    this.router = router;
    this.clock = clock;
    this.next = next;
  }

  @Override
  public Response handle(Request request) {
    int status = 500;
    try {
      Response response = next.handle(request);
      status = response.status();
      return response;
    } catch (ApiException e) {
      status = e.status();
      throw e;
    } finally {
      log.append(entry(request, status));
    }
  }

  private AuditEntry entry(Request request, int status) {
    String operation =
        router
            .route(request.method(), request.path())
            .map(Route::operation)
            .orElse(request.method() + " " + request.path());
    Matcher key = ACCESS_KEY.matcher(request.header("authorization").orElse(""));
    return new AuditEntry(
        clock.instant(),
        key.find() ? key.group(1) : "",
        request.remote(),
        operation,
        request.path(),
        request.id(),
        status);
  }
}
