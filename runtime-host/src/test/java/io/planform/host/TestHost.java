package io.planform.host;

import com.fasterxml.jackson.databind.JsonNode;
import com.huaweicloud.sdk.core.auth.BasicCredentials;
import com.huaweicloud.sdk.functiongraph.v2.FunctionGraphClient;
import io.planform.functiongraph.signature.ObsSignature;
import io.planform.functiongraph.signature.RequestSigner;
import io.planform.host.client.AnswerTypes;
import io.planform.host.code.CodeSource;
import io.planform.host.function.FunctionRevision;
import io.planform.host.iam.Credentials;
import io.planform.host.runtime.RuntimeCatalogue;
import io.planform.host.server.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A host on free ports and a client that signs. */
public final class TestHost implements AutoCloseable {
  static final RuntimeCatalogue RUNTIMES = RuntimeCatalogue.read(Path.of("../runtimes"));

  public final FakeInvoker invoker = new FakeInvoker();
  public final Host host;
  private final InstantSource clock;
  CodeSource code;
  private final SignedClient client;

  /** An answer as the client saw it. */
  public record Answer(int status, Map<String, List<String>> headers, byte[] body) {
    public JsonNode json() {
      try {
        return Json.read(body);
      } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
        throw new AssertionError(text(), e);
      }
    }

    public String text() {
      return new String(body, StandardCharsets.UTF_8);
    }

    public String header(String name) {
      return headers.getOrDefault(name.toLowerCase(java.util.Locale.ROOT), List.of("")).getFirst();
    }

    public String code() {
      return json().path("error_code").asText();
    }
  }

  public TestHost(Path home) throws HostException {
    this(home, InstantSource.system());
  }

  public TestHost(Path home, InstantSource clock) throws HostException {
    this(home, clock, Map.of());
  }

  /** In an environment of variables. */
  public TestHost(Path home, InstantSource clock, Map<String, String> environment)
      throws HostException {
    this.clock = clock;
    this.client = new SignedClient(clock);
    host =
        Host.start(
            new HostOptions(home, 0, 0, 0, 0, environment),
            RUNTIMES,
            (source, region) -> {
              code = source;
              return invoker;
            },
            clock);
  }

  /** With other invokers than the fake. */
  public TestHost(Path home, InvokerSource invokers) throws HostException {
    this.clock = InstantSource.system();
    this.client = new SignedClient(clock);
    this.host = Host.start(new HostOptions(home, 0, 0, 0, 0, Map.of()), RUNTIMES, invokers, clock);
  }

  public Credentials credentials() {
    return host.credentials();
  }

  /** The folder that instances of a function see. */
  Path unpacked(FunctionRevision function) {
    return code.unpacked(Objects.requireNonNull(function.code()), function.dependencies());
  }

  /** The official Java SDK, pointed at the host. */
  public FunctionGraphClient officialClient(String secretKey) {
    return FunctionGraphClient.newBuilder()
        .withCredential(
            new BasicCredentials()
                .withAk(credentials().accessKey())
                .withSk(secretKey)
                .withProjectId(credentials().project()))
        .withEndpoint(host.apiAddress())
        .build();
  }

  public String urn(String name) {
    return "urn:fss:%s:%s:function:default:%s"
        .formatted(credentials().region(), credentials().project(), name);
  }

  /** Calls the management API, signed; {@code path} begins after the project. */
  public Answer call(String method, String path, String body) {
    return call(method, path, body, Map.of());
  }

  public Answer call(String method, String path, String body, Map<String, String> headers) {
    return signed(
        host.apiAddress(), method, "/v2/" + credentials().project() + path, body, headers);
  }

  public Answer get(String path) {
    return call("GET", path, "");
  }

  /** A call of the management API by another user. */
  public Answer callAs(
      String accessKey, String secretKey, String method, String path, String body) {
    return signedAs(accessKey, secretKey, method, "/v2/" + credentials().project() + path, body);
  }

  public Answer signedAs(
      String accessKey, String secretKey, String method, String path, String body) {
    return signed(
        new RequestSigner(accessKey, secretKey), host.apiAddress(), method, path, body, Map.of());
  }

  public Answer signed(
      String address, String method, String path, String body, Map<String, String> headers) {
    RequestSigner signer = new RequestSigner(credentials().accessKey(), credentials().secretKey());
    return signed(signer, address, method, path, body, headers);
  }

  /** A call by whoever signs it. */
  public Answer signed(
      RequestSigner signer,
      String address,
      String method,
      String path,
      String body,
      Map<String, String> headers) {
    try {
      return checked(
          address, method, path, client.signed(signer, address, method, path, body, headers));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Asks object storage, with OBS's own signature; the answer's status. */
  public int storage(String method, String path, byte[] body) {
    String date =
        DateTimeFormatter.RFC_1123_DATE_TIME.withZone(ZoneOffset.UTC).format(clock.instant());
    String text = ObsSignature.OBS.text(method, Map.of("x-obs-date", List.of(date)), "", path, "");
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(host.bucketAddress() + path))
            .version(HttpClient.Version.HTTP_1_1)
            .header("x-obs-date", date)
            .header(
                "Authorization",
                "OBS %s:%s"
                    .formatted(
                        credentials().accessKey(),
                        ObsSignature.sign(credentials().secretKey(), text)))
            .method(method, HttpRequest.BodyPublishers.ofByteArray(body))
            .build();
    try (HttpClient storage = HttpClient.newHttpClient()) {
      return storage.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  public Answer send(
      String address, String method, String path, String body, Map<String, String> headers) {
    try {
      return checked(address, method, path, client.send(address, method, path, body, headers));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Every answer of the API that a test sees is held to the types of the SDK's models. */
  private Answer checked(String address, String method, String path, Answer answer) {
    if (address.equals(host.apiAddress()) && answer.header("content-type").contains("json")) {
      int question = path.indexOf('?');
      AnswerTypes.check(
          method,
          question < 0 ? path : path.substring(0, question),
          answer.status(),
          answer.text());
    }
    return answer;
  }

  /** Creates a Node.js function and returns its URN without version. */
  public String create(String name) {
    Answer answer = call("POST", "/fgs/functions", function(name, "Node.js18.15", "index.handler"));
    if (answer.status() != 200) {
      throw new AssertionError(answer.text());
    }
    return urn(name);
  }

  public static String function(String name, String runtime, String handler) {
    return """
        {"func_name":"%s","package":"default","runtime":"%s","timeout":5,"handler":"%s",
         "memory_size":128,"code_type":"zip","user_data":"{\\"GREETING\\":\\"s3cret-hello\\"}",
         "func_code":{"file":"%s"}}
        """
        .formatted(name, runtime, handler, zip("index.js", "exports.handler = e => e;"));
  }

  /** A zip archive with one file, in Base64; the same bytes for the same file. */
  public static String zip(String name, String content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      ZipEntry entry = new ZipEntry(name);
      entry.setTime(0);
      zip.putNextEntry(entry);
      zip.write(content.getBytes(StandardCharsets.UTF_8));
      zip.closeEntry();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return Base64.getEncoder().encodeToString(bytes.toByteArray());
  }

  @Override
  public void close() {
    host.close();
  }
}
