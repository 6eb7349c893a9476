package io.planform.huaweicloud.resource;

import com.fasterxml.jackson.databind.JsonNode;
import io.planform.functiongraph.signature.PercentEncoding;
import io.planform.huaweicloud.client.ApiClient;
import io.planform.huaweicloud.client.ApiRequest;
import io.planform.huaweicloud.client.ApiResult;
import io.planform.huaweicloud.client.Credentials;
import io.planform.huaweicloud.client.Deadline;
import io.planform.huaweicloud.client.LocalHost;
import io.planform.spi.provider.ProviderSession.Operation;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The calls of one operation: they share its deadline and, to our host, tell its id and fence. */
public final class Calls {
  private static final String OPERATION = "X-Planform-Operation";
  private static final Duration READ_TIMEOUT = Duration.ofMinutes(1);

  private final ApiClient client;
  private final Map<String, String> headers;
  private final Deadline deadline;
  private final List<String> secrets;

  private Calls(
      ApiClient client, Map<String, String> headers, Deadline deadline, List<String> secrets) {
    this.secrets = secrets;
    this.client = client;
    this.headers = headers;
    this.deadline = deadline;
  }

  public static Calls reading(ApiClient client) {
    return new Calls(client, Map.of(), Deadline.in(READ_TIMEOUT), List.of());
  }

  public static Calls of(ApiClient client, Operation operation) {
    Deadline deadline = Deadline.in(operation.timeout());
    return switch (client.target()) {
      case LocalHost _ ->
          new Calls(
              client,
              Map.of(
                  OPERATION,
                  operation.id(),
                  "X-Planform-Lineage",
                  operation.lineage(),
                  "X-Planform-Fence",
                  Long.toString(operation.fence())),
              deadline,
              List.of());
      default -> new Calls(client, Map.of(), deadline, List.of());
    };
  }

  /** The same calls, of which no message repeats these texts. */
  Calls hiding(List<String> texts) {
    return new Calls(client, headers, deadline, texts);
  }

  /**
   * Calls that are a part of the operation with an id of their own: what a server did for another
   * part is no answer to them.
   */
  public Calls part(String name) {
    Map<String, String> own = new HashMap<>(headers);
    own.computeIfPresent(OPERATION, (ignored, id) -> id + "/" + name);
    return new Calls(client, own, deadline, secrets);
  }

  /** Reads after which the operation is not done any more if it was not done before them. */
  public Calls settling() {
    Map<String, String> own = new HashMap<>(headers);
    if (headers.containsKey(OPERATION)) {
      own.put("X-Planform-Settles", "true");
    }
    return new Calls(client, own, deadline, secrets);
  }

  /** Of the target. */
  public Optional<String> region() {
    return client.target().credentials().map(Credentials::region);
  }

  public Deadline deadline() {
    return deadline;
  }

  /**
   * @param path what stands for the names in braces; {@code project} is known
   */
  public ApiResult send(Call call, Map<String, String> path, @Nullable JsonNode body) {
    ApiRequest request = request(call, path, "");
    return client.send(body == null ? request : request.withBody(body), deadline);
  }

  /**
   * One page of a list.
   *
   * @param path what stands for the names in braces; {@code project} is known
   * @param query percent-encoded
   */
  public ApiResult page(Call call, Map<String, String> path, String query) {
    return client.send(request(call, path, query), deadline);
  }

  /** Sends a request as it is, within the deadline and with what tells the operation. */
  public ApiResult send(ApiRequest request) {
    return client.send(request.withHeaders(headers).hiding(secrets), deadline);
  }

  private ApiRequest request(Call call, Map<String, String> path, String query) {
    String expanded =
        call.path()
            .replace(
                "{project}", client.target().credentials().map(Credentials::projectId).orElse(""));
    for (Map.Entry<String, String> variable : path.entrySet()) {
      expanded = expanded.replace("{" + variable.getKey() + "}", segment(variable.getValue()));
    }
    return new ApiRequest(call.method(), expanded, query, new byte[0], headers, secrets, null);
  }

  /** URNs go over the wire with their colons, as the official clients send them. */
  public static String segment(String text) {
    return PercentEncoding.encode(text).replace("%3A", ":").replace("%21", "!");
  }
}
