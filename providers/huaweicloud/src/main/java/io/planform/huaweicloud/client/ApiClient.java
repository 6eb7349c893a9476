package io.planform.huaweicloud.client;

import io.planform.huaweicloud.client.ApiResult.Answered;
import io.planform.huaweicloud.client.ApiResult.Lost;
import io.planform.huaweicloud.client.ApiResult.Rejected;
import io.planform.huaweicloud.client.ApiResult.Unreached;
import io.planform.huaweicloud.client.Target.Connection;
import io.planform.spi.diagnostic.Diagnostic;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.SequencedMap;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * Sends signed requests over pooled connections, and again where that is safe: after 429 and 503,
 * which servers give before they work; after a refused connection; and, for reads, after any
 * failure. Safe for use by many threads.
 */
public final class ApiClient implements AutoCloseable {
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

  /** A server that is not there seldom comes within moments. */
  private static final int CONNECT_RETRIES = 2;

  private static final Diagnostic NO_BUCKETS =
      Diagnostic.error("Missing endpoint", "Nothing says where the target's object storage is.")
          .withHint("name it in the provider block: endpoints = { obs = \"https://…\" }");

  private static final Timeout CONNECT_TIMEOUT = Timeout.ofSeconds(5);

  private final Target target;
  private final int retries;
  private final Protocol protocol;
  private final CloseableHttpClient http;

  /**
   * @param retries how often a request is sent again at most
   */
  public ApiClient(Target target, int retries) {
    this(target, retries, new FunctionGraphProtocol(), pool());
  }

  private ApiClient(Target target, int retries, Protocol protocol, CloseableHttpClient http) {
    this.target = target;
    this.retries = retries;
    this.protocol = protocol;
    this.http = http;
  }

  /** A client of the target's object storage; it shares the connections, and ends with this one. */
  public ApiClient ofBuckets() {
    return new ApiClient(target, retries, new BucketProtocol(), http);
  }

  private static CloseableHttpClient pool() {
    return HttpClients.custom()
        .setConnectionManager(
            PoolingHttpClientConnectionManagerBuilder.create()
                .setMaxConnTotal(256)
                .setMaxConnPerRoute(256)
                .setDefaultConnectionConfig(
                    ConnectionConfig.custom()
                        .setConnectTimeout(CONNECT_TIMEOUT)
                        // A pooled connection that the server has closed would look like a
                        // lost answer.
                        .setValidateAfterInactivity(TimeValue.ZERO_MILLISECONDS)
                        .setTimeToLive(TimeValue.ofMinutes(1))
                        .build())
                .build())
        .disableAutomaticRetries()
        .disableRedirectHandling()
        .disableCookieManagement()
        .disableContentCompression()
        .setUserAgent("planform")
        .build();
  }

  public Target target() {
    return target;
  }

  public ApiResult send(ApiRequest request, Deadline deadline) {
    Duration pause = FIRST_PAUSE;
    for (int attempt = 0; ; attempt++) {
      Attempt outcome = attempt(request, deadline);
      int most =
          outcome.result() instanceof Unreached ? Math.min(retries, CONNECT_RETRIES) : retries;
      if (!outcome.again() || attempt >= most) {
        return outcome.result();
      }
      Duration wait = outcome.retryAfter().isZero() ? jittered(pause) : outcome.retryAfter();
      if (!deadline.leaves(wait)) {
        return outcome.result();
      }
      try {
        Thread.sleep(wait);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return outcome.result();
      }
      pause =
          pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0
              ? LONGEST_PAUSE
              : pause.multipliedBy(2);
    }
  }

  private static Duration jittered(Duration pause) {
    return pause.plusMillis(ThreadLocalRandom.current().nextLong(pause.toMillis() / 2));
  }

  /**
   * @param again whether sending again is safe and may help
   * @param retryAfter as the server asks; zero where it does not
   */
  private record Attempt(ApiResult result, boolean again, Duration retryAfter) {
    static Attempt last(ApiResult result) {
      return new Attempt(result, false, Duration.ZERO);
    }
  }

  private Attempt attempt(ApiRequest request, Deadline deadline) {
    return switch (target.connect()) {
      case Connection.Unavailable(Diagnostic diagnostic) -> Attempt.last(new Unreached(diagnostic));
      case Connection.Open open -> {
        URI endpoint = protocol.endpoint(open);
        if (endpoint == null) {
          yield Attempt.last(new Unreached(NO_BUCKETS));
        }
        if (deadline.remaining().isZero()) {
          yield Attempt.last(
              new Unreached(
                  Diagnostic.error("Out of time", "There was no time left for " + request + ".")));
        }
        yield attempt(request, deadline, endpoint, open.credentials());
      }
    };
  }

  private Attempt attempt(
      ApiRequest request, Deadline deadline, URI endpoint, Credentials credentials) {
    HttpUriRequestBase message = protocol.message(request, endpoint, credentials);
    Timeout timeout = Timeout.of(deadline.remaining().plusMillis(1));
    message.setConfig(
        RequestConfig.custom()
            .setResponseTimeout(timeout)
            .setConnectionRequestTimeout(timeout)
            .build());
    try {
      return http.execute(message, response -> read(request, response, credentials));
    } catch (ConnectException
        | NoRouteToHostException
        | UnknownHostException
        | ConnectTimeoutException e) {
      return new Attempt(new Unreached(unreachable(endpoint)), true, Duration.ZERO);
    } catch (IOException e) {
      Diagnostic lost =
          Diagnostic.error(
              "No answer from " + endpoint, request + " got no answer: " + e.getMessage());
      return new Attempt(new Lost(lost, null), request.isRead(), Duration.ZERO);
    }
  }

  private Diagnostic unreachable(URI endpoint) {
    return switch (target) {
      case LocalHost _ -> LocalHost.notRunning("Nothing answers at " + endpoint + ".");
      case RemoteEndpoint _ ->
          Diagnostic.error("Cannot connect", "Nothing answers at " + endpoint + ".");
    };
  }

  private static Attempt read(
      ApiRequest request, ClassicHttpResponse response, Credentials credentials)
      throws IOException {
    SequencedMap<String, String> headers = new LinkedHashMap<>();
    for (Header header : response.getHeaders()) {
      headers.put(header.getName().toLowerCase(Locale.ROOT), header.getValue());
    }
    byte[] body =
        response.getEntity() == null ? new byte[0] : EntityUtils.toByteArray(response.getEntity());
    Answered answer = new Answered(response.getCode(), headers, body);
    int status = response.getCode();
    if (status >= 200 && status < 300) {
      return Attempt.last(answer);
    }
    ErrorAnswer error = ErrorAnswer.of(request, answer, credentials);
    return switch (status) {
      case 429, 503 ->
          new Attempt(
              new Rejected(error), true, retryAfter(headers.getOrDefault("retry-after", "")));
      case 500, 502, 504 ->
          new Attempt(
              request.isRead() ? new Rejected(error) : new Lost(error.diagnostic(), error),
              request.isRead(),
              Duration.ZERO);
      default -> Attempt.last(new Rejected(error));
    };
  }

  private static Duration retryAfter(String header) {
    return header.matches("[0-9]{1,4}")
        ? Duration.ofSeconds(Long.parseLong(header))
        : Duration.ZERO;
  }

  @Override
  public void close() {
    try {
      http.close();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot close connections", e);
    }
  }
}
