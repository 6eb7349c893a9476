package io.planform.utility.http;

import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.provider.Provider.Environment;
import io.planform.spi.provider.ProviderSession.Read;
import io.planform.spi.provider.Schema.Block;
import io.planform.spi.provider.Schema.Change;
import io.planform.spi.provider.Schema.Nesting;
import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import io.planform.utility.catalogue.Arguments;
import io.planform.utility.catalogue.Checks;
import io.planform.utility.catalogue.DataSource;
import io.planform.utility.catalogue.Declaration;
import io.planform.utility.catalogue.Faults;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** {@code http}: one request, repeated where the manifest asks for that. */
final class HttpData implements DataSource {
  private static final Declaration DECLARATION = declare();

  private final HttpProvider.Limits limits;

  HttpData(HttpProvider.Limits limits) {
    this.limits = limits;
  }

  private static Declaration declare() {
    return Declaration.builder()
        .required("url", Type.STRING, "Where to; http or https.")
        .optional("method", Type.STRING, "GET, HEAD or POST; GET.")
        .optional("request_headers", Type.map(Type.STRING), "Headers to send.")
        .optional("request_body", Type.STRING, "The body to send.")
        .optional("request_timeout_ms", Type.NUMBER, "How long each request may take.")
        .optional("ca_cert_pem", Type.STRING, "Whom to trust, instead of the machine's own.")
        .optional("insecure", Type.BOOL, "Whether any server is trusted.")
        .optional("client_cert_pem", Type.STRING, "The certificate to show to the server.")
        .optional("client_key_pem", Type.STRING, "Its private key.")
        .sensitive()
        .computed("response_headers", Type.map(Type.STRING), "Headers of the answer.")
        .computed("response_body", Type.STRING, "The answer as text in UTF-8.")
        .computed("response_body_base64", Type.STRING, "The answer in Base64.")
        .computed("body", Type.STRING, "The answer as text in UTF-8.")
        .deprecated("Use response_body instead.")
        .computed("status_code", Type.NUMBER, "The status of the answer.")
        .computed("id", Type.STRING, "The URL.")
        .block(new Block("retry", Nesting.SINGLE, 0, 1, Change.IN_PLACE, retry().schema()))
        .build();
  }

  private static Declaration retry() {
    return Declaration.builder()
        .optional("attempts", Type.NUMBER, "How often a request is repeated.")
        .optional("min_delay_ms", Type.NUMBER, "How long to wait at least; a second.")
        .optional("max_delay_ms", Type.NUMBER, "How long to wait at most; half a minute.")
        .build();
  }

  @Override
  public Declaration declaration() {
    return DECLARATION;
  }

  @Override
  public List<Diagnostic> validate(Value.Obj configuration) {
    Arguments arguments = new Arguments(configuration);
    Checks checks =
        new Checks(arguments)
            .oneOf("method", List.of("GET", "HEAD", "POST"))
            .atLeast("request_timeout_ms", 1)
            .together("client_cert_pem", "client_key_pem");
    String url = arguments.text("url");
    if (url != null && uri(url) == null) {
      checks.add("url", "Invalid URL", "\"url\" must be an absolute URL of http or https.");
    }
    if (arguments.isGiven("ca_cert_pem") && arguments.isGiven("insecure")) {
      checks.add(
          "insecure", "Conflicting arguments", "Only one of ca_cert_pem, insecure can be given.");
    }
    arguments.blocks("retry").forEach(retry -> checkRetry(retry, checks));
    return checks.found();
  }

  private static void checkRetry(Arguments retry, Checks checks) {
    Checks numbers =
        new Checks(retry)
            .atLeast("attempts", 0)
            .atLeast("min_delay_ms", 0)
            .atLeast("max_delay_ms", 0);
    numbers.found().forEach(wrong -> checks.add("retry", wrong.summary(), wrong.detail()));
    boolean both = retry.number("min_delay_ms") != null && retry.number("max_delay_ms") != null;
    if (both && retry.whole("max_delay_ms") < retry.whole("min_delay_ms")) {
      checks.add(
          "retry", "Invalid number", "\"max_delay_ms\" must not be less than \"min_delay_ms\".");
    }
  }

  /** Null if it is no absolute URL of HTTP. */
  private static @Nullable URI uri(String text) {
    try {
      URI uri = new URI(text);
      boolean http = "http".equalsIgnoreCase(uri.getScheme());
      boolean https = "https".equalsIgnoreCase(uri.getScheme());
      return (http || https) && uri.getHost() != null ? uri : null;
    } catch (URISyntaxException _) {
      return null;
    }
  }

  @Override
  public Read read(Value.Obj configuration, Environment environment) {
    Arguments arguments = new Arguments(configuration);
    URI uri = uri(arguments.text("url", ""));
    if (uri == null) {
      return new Read(null, validate(configuration));
    }
    Duration timeout =
        arguments.isGiven("request_timeout_ms")
            ? Duration.ofMillis(arguments.whole("request_timeout_ms"))
            : limits.time();
    Exchange.Request request =
        new Exchange.Request(
            arguments.text("method", "GET"),
            uri,
            arguments.textMap("request_headers"),
            arguments.text("request_body"),
            timeout);
    try (Exchange exchange = new Exchange(Trust.of(arguments), limits.bytes())) {
      return answered(configuration, exchange.send(request, retries(arguments)));
    } catch (Trust.Unusable e) {
      return Faults.read(Faults.at(e.argument(), "Cannot use the certificate", e.reason()));
    } catch (Exchange.Failed e) {
      return Faults.read(Faults.at("url", "The request failed", e.reason()));
    }
  }

  private static Exchange.Retries retries(Arguments arguments) {
    List<Arguments> blocks = arguments.blocks("retry");
    if (blocks.isEmpty()) {
      return Exchange.Retries.NONE;
    }
    Arguments retry = blocks.getFirst();
    long least = retry.isGiven("min_delay_ms") ? retry.whole("min_delay_ms") : 1_000;
    long most = retry.isGiven("max_delay_ms") ? retry.whole("max_delay_ms") : 30_000;
    return new Exchange.Retries(retry.whole("attempts"), least, Math.max(least, most));
  }

  private static Read answered(Value.Obj configuration, Exchange.Answer answer) {
    byte[] body = answer.body();
    Value text = Value.of(new String(body, StandardCharsets.UTF_8));
    Map<String, Value> headers = new TreeMap<>();
    answer.headers().forEach((name, value) -> headers.put(name, Value.of(value)));
    Value.Obj state =
        configuration
            .with("response_headers", new Value.MapOf(Type.STRING, headers))
            .with("response_body", text)
            .with("response_body_base64", Value.of(Base64.getEncoder().encodeToString(body)))
            .with("body", text)
            .with("status_code", Value.of(answer.status()))
            .with("id", configuration.get("url"));
    return new Read(state, isText(body) ? List.of() : List.of(notText()));
  }

  private static boolean isText(byte[] body) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body));
      return true;
    } catch (CharacterCodingException _) {
      return false;
    }
  }

  private static Diagnostic notText() {
    return Diagnostic.warning(
        "The answer is not text in UTF-8",
        "\"response_body\" lacks what is not; \"response_body_base64\" has it all.",
        null);
  }
}
