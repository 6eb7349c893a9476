package io.planform.utility.http;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.net.URIBuilder;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/** One client for one request and its repetitions. Failures name the server and the path only. */
final class Exchange implements AutoCloseable {
  private static final int REDIRECTS = 10;

  private final CloseableHttpClient client;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final int bytes;

  /**
   * @param bytes of a body at most
   */
  Exchange(TlsSocketStrategy trust, int bytes) {
    this.bytes = bytes;
    this.client =
        HttpClients.custom()
            .setConnectionManager(
                PoolingHttpClientConnectionManagerBuilder.create()
                    .setTlsSocketStrategy(trust)
                    .setDefaultConnectionConfig(
                        ConnectionConfig.custom().setConnectTimeout(Timeout.DISABLED).build())
                    .build())
            .disableAutomaticRetries()
            .disableCookieManagement()
            .setUserAgent("Planform")
            .build();
  }

  /**
   * @param timeout of each attempt, from the connection to the body's end
   */
  record Request(
      String method,
      URI uri,
      Map<String, String> headers,
      @Nullable String body,
      Duration timeout) {

    /** The address without what may be secret in it. */
    String subject() {
      int port = uri.getPort();
      return method
          + " "
          + uri.getScheme()
          + "://"
          + uri.getHost()
          + (port < 0 ? "" : ":" + port)
          + uri.getRawPath();
    }
  }

  /** Delays in milliseconds; each is twice the one before it. */
  record Retries(long count, long leastDelay, long mostDelay) {
    static final Retries NONE = new Retries(0, 0, 0);

    long delay(long attempt) {
      return Math.min(mostDelay, leastDelay << Math.min(attempt, 20));
    }
  }

  /**
   * @param headers by the canonical form of their names; equal ones joined by commas
   */
  record Answer(int status, SortedMap<String, String> headers, byte[] body) {
    /** What another attempt may mend. */
    boolean isTransient() {
      return status == 429 || (status >= 500 && status != 501);
    }
  }

  Answer send(Request request, Retries retries) throws Failed {
    for (long attempt = 0; ; attempt++) {
      String failure;
      try {
        Answer answer = sendOnce(request);
        if (!answer.isTransient()) {
          return answer;
        }
        failure = "the server answered with the status " + answer.status();
      } catch (IOException e) {
        failure = reason(e);
      }
      if (attempt >= retries.count()) {
        String times = attempt == 0 ? "" : " Attempts made: " + (attempt + 1) + ".";
        throw new Failed(request.subject() + ": " + failure + "." + times);
      }
      pause(retries.delay(attempt));
    }
  }

  private static void pause(long millis) throws Failed {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new Failed("It was interrupted.");
    }
  }

  private Answer sendOnce(Request request) throws IOException, Failed {
    HttpUriRequestBase message = message(request);
    Future<Answer> answer =
        threads.submit(() -> client.execute(message, response -> read(response)));
    try {
      return answer.get(request.timeout().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException _) {
      message.cancel();
      throw late(request);
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case TooLong _ -> throw new Failed(request.subject() + ": " + tooLong());
        case SocketTimeoutException _ -> throw late(request);
        case IOException io -> throw io;
        case null, default -> throw new IllegalStateException(e.getCause());
      }
    } catch (InterruptedException _) {
      message.cancel();
      Thread.currentThread().interrupt();
      throw new Failed("It was interrupted.");
    }
  }

  private static IOException late(Request request) {
    return new IOException("it took longer than " + request.timeout().toMillis() + " ms");
  }

  private String tooLong() {
    return "the answer is longer than " + bytes + " bytes.";
  }

  private HttpUriRequestBase message(Request request) throws Failed {
    HttpUriRequestBase message =
        new HttpUriRequestBase(request.method(), withoutUser(request.uri()));
    message.setConfig(
        RequestConfig.custom()
            .setMaxRedirects(REDIRECTS)
            .setResponseTimeout(Timeout.of(request.timeout()))
            .build());
    String user = request.uri().getUserInfo();
    if (user != null) {
      byte[] credentials = user.getBytes(StandardCharsets.UTF_8);
      message.setHeader(
          HttpHeaders.AUTHORIZATION, "Basic " + Base64.getEncoder().encodeToString(credentials));
    }
    request.headers().forEach(message::setHeader);
    if (request.body() != null) {
      message.setEntity(new ByteArrayEntity(request.body().getBytes(StandardCharsets.UTF_8), null));
    }
    return message;
  }

  private static URI withoutUser(URI uri) throws Failed {
    try {
      return uri.getRawUserInfo() == null
          ? uri
          : new URIBuilder(uri).setUserInfo((String) null).build();
    } catch (URISyntaxException _) {
      throw new Failed("The URL cannot be used.");
    }
  }

  private Answer read(ClassicHttpResponse response) throws IOException {
    HttpEntity entity = response.getEntity();
    byte[] body = entity == null ? new byte[0] : entity.getContent().readNBytes(bytes + 1);
    if (body.length > bytes) {
      throw new TooLong();
    }
    SortedMap<String, String> headers = new TreeMap<>();
    for (Header header : response.getHeaders()) {
      headers.merge(
          canonical(header.getName()),
          header.getValue() == null ? "" : header.getValue(),
          (first, second) -> first + ", " + second);
    }
    return new Answer(response.getCode(), headers, body);
  }

  /** {@code content-type} as {@code Content-Type}. */
  private static String canonical(String name) {
    return Arrays.stream(name.toLowerCase(Locale.ROOT).split("-", -1))
        .map(
            word ->
                word.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1))
        .collect(Collectors.joining("-"));
  }

  private static String reason(IOException e) {
    return switch (e) {
      case UnknownHostException _ -> "the host's name is not known";
      case ConnectException _ -> "the server cannot be reached";
      case SSLException ssl -> "no secure connection: " + ssl.getMessage();
      default -> e.getMessage() == null ? "the connection broke" : e.getMessage();
    };
  }

  @Override
  public void close() {
    client.close(CloseMode.IMMEDIATE);
    threads.close();
  }

  private static final class TooLong extends IOException {}

  /** There is no answer. The reason is whole sentences. */
  static final class Failed extends Exception {
    Failed(String reason) {
      super(reason);
    }

    String reason() {
      return String.valueOf(getMessage());
    }
  }
}
