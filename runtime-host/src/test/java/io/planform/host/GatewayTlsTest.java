package io.planform.host;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import io.planform.host.dispatch.Invocation;
import io.planform.host.grpc.TextServer;
import io.planform.host.grpc.Texts;
import io.planform.host.server.Json;
import io.planform.host.tls.CertificateAuthority;
import io.planform.host.tls.Identity;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.core5.http.io.support.ClassicRequestBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The gateway with TLS: what it proves its names with, and what comes by it. */
class GatewayTlsTest {
  private static final String SHOP = "shop.example.com";

  @TempDir Path home;
  private TestHost host;
  private String instance;
  private String group;
  private SSLContext trusting;

  @BeforeEach
  void start() throws Exception {
    host = new TestHost(home);
    host.create("hello");
    host.invoker.behaviour = (_, event) -> answer(length(event.payload()) + " bytes");
    trusting = trusting(home.resolve("tls/ca.pem"));
    instance =
        "/apigw/instances/"
            + made(
                    "/apigw/instances",
                    """
                    {"instance_name":"main","spec_id":"BASIC","vpc_id":"v","subnet_id":"s",
                     "security_group_id":"g"}""")
                .path("instance_id")
                .asText();
    group = made(instance + "/api-groups", "{\"name\":\"shop\"}").path("id").asText();
  }

  private static Invocation.Answer answer(String body) {
    return new Invocation.Answer(
        Json.object()
            .put("statusCode", 200)
            .put("body", body)
            .toString()
            .getBytes(StandardCharsets.UTF_8),
        FakeInvoker.SUMMARY);
  }

  /** Of the body of an event. */
  private static int length(byte[] event) {
    try {
      return Base64.getDecoder().decode(Json.read(event).path("body").asText()).length;
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  @AfterEach
  void stop() {
    host.close();
  }

  private static SSLContext trusting(Path authority) throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    try (InputStream in = Files.newInputStream(authority)) {
      store.setCertificateEntry(
          "host", CertificateFactory.getInstance("X.509").generateCertificate(in));
    }
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  private JsonNode made(String path, String body) {
    TestHost.Answer answer = host.call("POST", path, body);
    assertEquals(2, answer.status() / 100, answer.text());
    return answer.json();
  }

  private void publish(String name, String function, String protocol, String path) {
    String api =
        made(
                instance + "/apis",
                """
                {"name":"%s","type":1,"req_protocol":"%s","req_method":"ANY","req_uri":"%s",
                 "match_mode":"SWA","backend_type":"FUNCTION","group_id":"%s",
                 "func_info":{"function_urn":"%s","version":"latest","timeout":60000}}"""
                    .formatted(name, protocol, path, group, host.urn(function)))
            .path("id")
            .asText();
    made(
        instance + "/apis/action",
        "{\"action\":\"online\",\"api_id\":\"%s\",\"env_id\":\"DEFAULT_ENVIRONMENT_RELEASE_ID\"}"
            .formatted(api));
  }

  private String bind(boolean redirects) {
    return made(
            instance + "/api-groups/" + group + "/domains",
            "{\"url_domain\":\"%s\",\"is_http_redirect_to_https\":%s}".formatted(SHOP, redirects))
        .path("id")
        .asText();
  }

  private int securePort() {
    return URI.create(host.host.secureGatewayAddress()).getPort();
  }

  private HttpResponse<String> send(HttpClient client, HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return client.send(request.build(), BodyHandlers.ofString());
  }

  @Test
  void servesApisOfHttpsByBothVersionsOfHttp() throws Exception {
    String trigger =
        TriggerApiTest.api("a", "/secure", "POST", "SWA", "NONE").replace("\"HTTP\"", "\"HTTPS\"");
    TestHost.Answer made = host.call("POST", "/fgs/triggers/" + host.urn("hello"), trigger);
    String address = made.json().path("invoke_url").asText();
    assertEquals(host.host.secureGatewayAddress() + "/secure", address);
    String body = "x".repeat(300_000);
    try (HttpClient client = HttpClient.newBuilder().sslContext(trusting).build()) {
      for (HttpClient.Version version : HttpClient.Version.values()) {
        HttpResponse<String> answer =
            send(
                client,
                HttpRequest.newBuilder(URI.create(address))
                    .version(version)
                    .POST(HttpRequest.BodyPublishers.ofString(body)));
        assertEquals("300000 bytes", answer.body());
        assertEquals(version, answer.version());
        JsonNode event = Json.read(host.invoker.calls.take().event().payload());
        assertEquals("https", event.at("/headers/x-forwarded-proto").textValue());
      }
      HttpResponse<String> plain =
          send(
              client,
              HttpRequest.newBuilder(URI.create(host.host.gatewayAddress() + "/secure"))
                  .POST(HttpRequest.BodyPublishers.noBody()));
      assertEquals(404, plain.statusCode());
      assertTrue(plain.body().contains("The API is called by https only."), plain::body);
    }
  }

  @Test
  void keepsItsAuthorityForItselfAndOverRestarts() throws Exception {
    Path key = home.resolve("tls/ca.key");
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(key)));
    byte[] before = Files.readAllBytes(home.resolve("tls/ca.pem"));
    host.close();
    host = new TestHost(home);
    assertArrayEquals(before, Files.readAllBytes(home.resolve("tls/ca.pem")));
  }

  /** What a client is shown who asks for a name, and takes up no session of another one. */
  private static X509Certificate shown(String name, int port, Path authority) throws Exception {
    try (SSLSocket socket =
        (SSLSocket)
            trusting(authority)
                .getSocketFactory()
                .createSocket(InetAddress.getLoopbackAddress(), port)) {
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setServerNames(List.of(new SNIHostName(name)));
      socket.setSSLParameters(parameters);
      socket.startHandshake();
      return (X509Certificate) socket.getSession().getPeerCertificates()[0];
    }
  }

  /** Those of a certificate that the host signed. */
  private List<Object> namesShown(String name) throws Exception {
    X509Certificate certificate = shown(name, securePort(), home.resolve("tls/ca.pem"));
    return certificate.getSubjectAlternativeNames().stream()
        .<Object>map(each -> each.get(1))
        .toList();
  }

  private static String pem(String label, byte[] content) {
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
        .formatted(label, Base64.getMimeEncoder().encodeToString(content), label);
  }

  private TestHost.Answer bring(String domain, Identity certificate, Key key) throws Exception {
    String body =
        Json.object()
            .put("name", "mine")
            .put("cert_content", pem("CERTIFICATE", certificate.certificate().getEncoded()))
            .put("private_key", pem("PRIVATE KEY", key.getEncoded()))
            .toString();
    return host.call(
        "POST", instance + "/api-groups/" + group + "/domains/" + domain + "/certificate", body);
  }

  @Test
  void provesDomainNamesWithTheUsersCertificatesElseWithItsOwn(@TempDir Path other)
      throws Exception {
    String domain = bind(false);
    assertEquals(List.of(SHOP), namesShown(SHOP));
    assertEquals(List.of(group + ".localhost"), namesShown(group + ".localhost"));
    assertTrue(namesShown("unknown.example.com").contains("localhost"));

    Identity mine =
        CertificateAuthority.loadOrCreate(other, InstantSource.system())
            .issue(List.of("*.example.com"));
    TestHost.Answer answer = bring(domain, mine, mine.key());
    assertEquals(201, answer.status(), answer.text());
    assertEquals(mine.certificate(), shown(SHOP, securePort(), other.resolve("ca.pem")));
    String certificate =
        instance
            + "/api-groups/%s/domains/%s/certificate/%s"
                .formatted(group, domain, answer.json().path("ssl_id").asText());
    JsonNode told = host.call("GET", certificate, "").json();
    assertEquals("*.example.com", told.at("/san/0").asText());
    host.close();
    host = new TestHost(home);
    assertEquals(mine.certificate(), shown(SHOP, securePort(), other.resolve("ca.pem")));

    assertEquals(204, host.call("DELETE", certificate, "").status());
    assertEquals(List.of(SHOP), namesShown(SHOP));
  }

  @Test
  void refusesCertificatesThatProveNothing(@TempDir Path other) throws Exception {
    String domain = bind(false);
    CertificateAuthority now = CertificateAuthority.loadOrCreate(other, InstantSource.system());
    Identity good = now.issue(List.of(SHOP));
    Identity foreign = now.issue(List.of("other.example.com"));
    CertificateAuthority longAgo =
        CertificateAuthority.loadOrCreate(
            other, InstantSource.fixed(Instant.now().minus(Duration.ofDays(200))));
    Identity late = longAgo.issue(List.of(SHOP));
    assertRefused(bring(domain, good, foreign.key()), "private_key is not the key");
    assertRefused(
        bring(domain, foreign, foreign.key()), "of other.example.com, not of shop.example.com");
    assertRefused(bring(domain, late, late.key()), "that was good until");
  }

  private static void assertRefused(TestHost.Answer answer, String reason) {
    assertEquals(400, answer.status());
    assertTrue(answer.text().contains(reason), answer.text());
  }

  @Test
  void sendsClientsOfADomainNameToTls() throws Exception {
    bind(true);
    publish("both", "hello", "BOTH", "/both");
    publish("plain", "hello", "HTTP", "/plain");
    assertEquals(
        "301 https://%s:%d/both/1?x=y".formatted(SHOP, securePort()),
        fromShop("GET", "/both/1?x=y"));
    assertEquals("308 https://%s:%d/both".formatted(SHOP, securePort()), fromShop("POST", "/both"));
    assertEquals("200 ", fromShop("GET", "/plain"));
  }

  /** The status, and where it is sent. */
  private String fromShop(String method, String path) throws IOException {
    try (CloseableHttpClient client = HttpClients.custom().disableRedirectHandling().build()) {
      return client.execute(
          ClassicRequestBuilder.create(method)
              .setUri(host.host.gatewayAddress() + path)
              .addHeader("Host", SHOP)
              .build(),
          answer ->
              answer.getCode()
                  + " "
                  + (answer.containsHeader("Location")
                      ? answer.getFirstHeader("Location").getValue()
                      : ""));
    }
  }

  private void makeHttpFunction(String name) {
    host.call("POST", "/fgs/functions", TestHost.function(name, "http", "bootstrap"));
  }

  /** What an instance does with requests that are conversations, for a server on this machine. */
  private void answerFrom(int port, Map<String, List<String>> headers) {
    host.invoker.server =
        (_, request) -> {
          var dialogue = (Invocation.Dialogue) request.delivery();
          var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
          try (var connection = SocketChannel.open(address)) {
            dialogue.talk(headers.isEmpty() ? request.headers() : headers, connection);
            return new Invocation.Streamed(FakeInvoker.SUMMARY);
          } catch (IOException e) {
            return Invocation.Cause.UNREACHABLE.because("It broke off", FakeInvoker.SUMMARY);
          }
        };
  }

  @Test
  void carriesCallsOfGrpc() throws Exception {
    makeHttpFunction("texts");
    publish("texts", "texts", "HTTPS", "/test.Texts");
    try (var server = new TextServer(0)) {
      answerFrom(server.port(), Map.of());
      ManagedChannel channel =
          NettyChannelBuilder.forAddress("127.0.0.1", securePort())
              .overrideAuthority(group + ".localhost")
              .sslContext(
                  GrpcSslContexts.forClient()
                      .trustManager(home.resolve("tls/ca.pem").toFile())
                      .build())
              .build();
      try {
        var method = Texts.method("Echo", MethodType.UNARY);
        assertEquals(
            "texts: hello",
            ClientCalls.blockingUnaryCall(channel, method, CallOptions.DEFAULT, "hello"));
      } finally {
        channel.shutdownNow().awaitTermination(10, TimeUnit.SECONDS);
      }
    }
  }

  @Test
  void carriesWebSockets() throws Exception {
    makeHttpFunction("talk");
    String trigger =
        TriggerApiTest.api("talk", "/talk", "GET", "SWA", "NONE").replace("\"HTTP\"", "\"HTTPS\"");
    assertEquals(201, host.call("POST", "/fgs/triggers/" + host.urn("talk"), trigger).status());
    CompletableFuture<String> heard = new CompletableFuture<>();
    try (ServerSocketChannel server =
            ServerSocketChannel.open()
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        HttpClient client = HttpClient.newBuilder().sslContext(trusting).build()) {
      Thread.ofVirtual().start(() -> greet(server));
      int port = ((InetSocketAddress) server.getLocalAddress()).getPort();
      host.invoker.server =
          (_, request) -> {
            String key = request.headers().get("sec-websocket-key").getFirst();
            answerFrom(port, Map.of("sec-websocket-accept", List.of(accepted(key))));
            return host.invoker.server.apply(null, request);
          };
      WebSocket socket =
          client
              .newWebSocketBuilder()
              .buildAsync(
                  URI.create("wss://127.0.0.1:" + securePort() + "/talk"),
                  new WebSocket.Listener() {
                    @Override
                    public CompletionStage<?> onText(
                        WebSocket from, CharSequence text, boolean last) {
                      heard.complete(text.toString());
                      return CompletableFuture.completedStage(null);
                    }
                  })
              .get();
      assertEquals("hi", heard.get());
      socket.abort();
    }
  }

  private static String accepted(String key) {
    try {
      return Base64.getEncoder()
          .encodeToString(
              MessageDigest.getInstance("SHA-1")
                  .digest(
                      (key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")
                          .getBytes(StandardCharsets.US_ASCII)));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  /** One text, and then whatever comes until the client has gone. */
  private static void greet(ServerSocketChannel server) {
    try (SocketChannel client = server.accept()) {
      client.write(ByteBuffer.wrap(new byte[] {(byte) 0x81, 2, 'h', 'i'}));
      ByteBuffer rest = ByteBuffer.allocate(1024);
      while (client.read(rest) >= 0) {
        rest.clear();
      }
    } catch (IOException e) {
      // The client is gone.
    }
  }
}
