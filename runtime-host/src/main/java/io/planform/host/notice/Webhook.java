package io.planform.host.notice;

import java.io.IOException;
import java.net.URI;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.util.Timeout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Posts JSON to webhooks. */
final class Webhook implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Webhook.class);
  private static final Timeout TIMEOUT = Timeout.ofSeconds(10);

  private final CloseableHttpClient http =
      HttpClients.custom()
          .setConnectionManager(
              PoolingHttpClientConnectionManagerBuilder.create()
                  .setDefaultConnectionConfig(
                      ConnectionConfig.custom().setConnectTimeout(TIMEOUT).build())
                  .build())
          .setDefaultRequestConfig(RequestConfig.custom().setResponseTimeout(TIMEOUT).build())
          .disableAutomaticRetries()
          .disableRedirectHandling()
          .disableCookieManagement()
          .setUserAgent("planform")
          .build();

  /** Whether it answered that it has heard. */
  boolean tell(Notice notice, long id) {
    URI url = notice.url();
    HttpPost request = new HttpPost(url);
    notice.headers().forEach(request::setHeader);
    request.setHeader("X-Planform-Notice", Long.toString(id));
    request.setEntity(new StringEntity(notice.body(), ContentType.APPLICATION_JSON));
    try {
      int status = http.execute(request, response -> response.getCode());
      if (status >= 200 && status < 300) {
        return true;
      }
      LOG.warn("a webhook at {} answered {}", url.getHost(), status);
    } catch (IOException e) {
      LOG.warn("a webhook at {} cannot be told: {}", url.getHost(), e.getClass().getSimpleName());
    }
    return false;
  }

  @Override
  public void close() throws IOException {
    http.close();
  }
}
