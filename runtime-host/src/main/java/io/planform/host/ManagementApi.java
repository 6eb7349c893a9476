package io.planform.host;

import io.planform.host.metric.PrometheusPage;
import io.planform.host.server.BrowserGuard;
import io.planform.host.server.Handler;
import io.planform.host.server.HttpService;
import io.planform.host.server.Json;
import io.planform.host.server.Request;
import io.planform.host.server.Response;
import io.planform.host.server.Router;
import io.planform.host.topic.SubscriptionApi;
import java.util.Set;

/**
 * The API's port: health, metrics and confirmations of subscriptions without signature, since what
 * asks for them cannot sign; everything else guarded. Web pages get none of it but health.
 */
final class ManagementApi implements HttpService {
  private static final Set<String> HEALTH = Set.of("/healthz", "/readyz");

  private static final String METRICS = "/metrics";

  private final Router router;
  private final Handler guarded;
  private final Handler metrics;
  private final Handler confirmations;

  ManagementApi(Router router, Handler guarded, PrometheusPage page, SubscriptionApi topics) {
    this.router = router;
    this.guarded = guarded;
    this.metrics = new BrowserGuard(_ -> page.response());
    this.confirmations = new BrowserGuard(topics::confirm);
  }

  @Override
  public long bodyLimit(String method, String path) {
    return router.bodyLimit(method, path);
  }

  /** The port opens when all is ready, so both answers are the same. */
  @Override
  public Response handle(Request request) {
    if (HEALTH.contains(request.path())) {
      return Response.json(200, Json.object().put("status", "ok"));
    }
    return switch (request.path()) {
      case METRICS -> metrics.handle(request);
      case SubscriptionApi.CONFIRMATION -> confirmations.handle(request);
      default -> guarded.handle(request);
    };
  }
}
