package io.planform.host;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.host.server.Json;
import io.planform.host.spare.SpareSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;

/** A host with a real engine, and functions of its users' own servers behind its gateway. */
final class RealHost implements AutoCloseable {
  final TestHost api;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  RealHost(Path home) throws HostException {
    this.api =
        new TestHost(home, new LocalMachine(home, Path.of("../runtimes"), SpareSettings.NONE));
  }

  /** Makes an HTTP function at {@code /<name>}. */
  void http(String name, String settings, String bootstrap) throws JsonProcessingException {
    make(name, "http", settings, bootstrap);
    expose(name);
  }

  /** Makes a function of the runtime Custom. */
  void custom(String name, String settings, String bootstrap) throws JsonProcessingException {
    make(name, "Custom", settings, bootstrap);
  }

  private void make(String name, String runtime, String settings, String bootstrap)
      throws JsonProcessingException {
    ObjectNode request = (ObjectNode) Json.read(TestHost.function(name, runtime, "bootstrap"));
    request.put("timeout", 60).put("code_type", "inline");
    byte[] text = bootstrap.getBytes(StandardCharsets.UTF_8);
    request.putObject("func_code").put("file", Base64.getEncoder().encodeToString(text));
    request.setAll((ObjectNode) Json.read(settings));
    create(request);
  }

  void create(ObjectNode request) {
    TestHost.Answer answer = api.call("POST", "/fgs/functions", request.toString());
    assertEquals(200, answer.status(), answer.text());
  }

  /** An APIG trigger for every path below {@code /<name>}. */
  void expose(String name) {
    TestHost.Answer answer =
        api.call(
            "POST",
            "/fgs/triggers/" + api.urn(name),
            TriggerApiTest.api(name, "/" + name, "ANY", "SWA", "NONE").replace("5000", "60000"));
    assertEquals(201, answer.status(), answer.text());
  }

  /**
   * @param path with the function's name: {@code /web/index.html}
   */
  <T> HttpResponse<T> get(String path, BodyHandler<T> body)
      throws IOException, InterruptedException {
    return client.send(HttpRequest.newBuilder(address(path)).build(), body);
  }

  String text(String path) throws IOException, InterruptedException {
    return get(path, HttpResponse.BodyHandlers.ofString()).body();
  }

  URI address(String path) {
    return URI.create(api.host.gatewayAddress() + path);
  }

  String invocations(String name) {
    return "/fgs/functions/" + api.urn(name) + "/invocations";
  }

  @Override
  public void close() {
    client.close();
    api.close();
  }
}
