package io.planform.planner.deploy;

import io.planform.planner.deploy.DeploymentSettings.HealthCheck;
import java.io.IOException;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.jspecify.annotations.Nullable;

/** Asks what was deployed whether it is well. */
final class HealthProbe {
  private HealthProbe() {}

  /** Why it is not well; null if it is. */
  static @Nullable String problem(HealthCheck check) {
    long millis = check.timeout().toMillis();
    ConnectionConfig patience =
        ConnectionConfig.custom().setConnectTimeout(millis, TimeUnit.MILLISECONDS).build();
    try (CloseableHttpClient client =
        HttpClients.custom()
            .disableAutomaticRetries()
            .setConnectionManager(
                PoolingHttpClientConnectionManagerBuilder.create()
                    .setDefaultConnectionConfig(patience)
                    .build())
            .build()) {
      String problem = ask(client, check);
      for (int attempt = 1; problem != null && attempt < check.attempts(); attempt++) {
        Thread.sleep(check.interval());
        problem = ask(client, check);
      }
      return problem;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "it was interrupted";
    } catch (IOException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private static @Nullable String ask(CloseableHttpClient client, HealthCheck check) {
    try {
      HttpGet request = new HttpGet(URI.create(check.url()));
      request.setConfig(
          RequestConfig.custom()
              .setResponseTimeout(check.timeout().toMillis(), TimeUnit.MILLISECONDS)
              .build());
      int status = client.execute(request, response -> response.getCode());
      return status / 100 == 2 ? null : check.url() + " answers with status " + status;
    } catch (IOException | IllegalArgumentException e) {
      return check.url() + " does not answer: " + e.getMessage();
    }
  }
}
