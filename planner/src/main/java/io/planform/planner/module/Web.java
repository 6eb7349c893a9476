package io.planform.planner.module;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.jspecify.annotations.Nullable;

/** GET requests to registries and servers of modules; redirects are followed. */
final class Web implements AutoCloseable {
  private @Nullable CloseableHttpClient client;

  /** Made when it is needed first: most commands fetch nothing. */
  private CloseableHttpClient client() {
    CloseableHttpClient made = client;
    if (made == null) {
      ConnectionConfig patience =
          ConnectionConfig.custom()
              .setConnectTimeout(15, TimeUnit.SECONDS)
              .setSocketTimeout(60, TimeUnit.SECONDS)
              .build();
      made =
          HttpClients.custom()
              .useSystemProperties()
              .setUserAgent("Planform")
              .setConnectionManager(
                  PoolingHttpClientConnectionManagerBuilder.create()
                      .useSystemProperties()
                      .setDefaultConnectionConfig(patience)
                      .build())
              .build();
      client = made;
    }
    return made;
  }

  /** The bytes behind a URL; the stream is to be closed. */
  InputStream download(String url) throws IOException, FetchException {
    ClassicHttpResponse response = get(url);
    HttpEntity entity = response.getEntity();
    if (response.getCode() != 200 || entity == null) {
      response.close();
      throw status(url, response.getCode());
    }
    return new FilterInputStream(entity.getContent()) {
      @Override
      public void close() throws IOException {
        response.close();
      }
    };
  }

  JsonNode json(String url) throws FetchException {
    try (InputStream bytes = download(url)) {
      return new ObjectMapper().readTree(bytes);
    } catch (IOException e) {
      throw new FetchException(
          "The answer of " + shown(url) + " cannot be read: " + e.getMessage());
    }
  }

  /** Where a server says that a module is; null if it does not say. */
  @Nullable String location(String url) throws FetchException {
    try (ClassicHttpResponse response = get(url)) {
      int code = response.getCode();
      if (code != 200 && code != 204) {
        throw status(url, code);
      }
      Header header = response.getFirstHeader("X-Terraform-Get");
      return header == null ? null : header.getValue();
    } catch (IOException e) {
      throw new FetchException("No answer from " + shown(url) + ": " + e.getMessage());
    }
  }

  private ClassicHttpResponse get(String url) throws FetchException {
    try {
      return client().executeOpen(null, new HttpGet(URI.create(url)), null);
    } catch (IOException | IllegalArgumentException e) {
      throw new FetchException("No answer from " + shown(url) + ": " + e.getMessage());
    }
  }

  private static FetchException status(String url, int code) {
    return new FetchException(shown(url) + " answers with status " + code + ".");
  }

  /** A URL without what may be secret in it. */
  static String shown(String url) {
    return url.replaceFirst("://[^/@]*@", "://").replaceFirst("\\?.*", "");
  }

  @Override
  public void close() {
    try {
      if (client != null) {
        client.close();
      }
    } catch (IOException e) {
      // Nothing is lost: no request is open.
    }
  }
}
