package io.planform.host.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.planform.functiongraph.signature.RequestSigner;
import io.planform.functiongraph.signature.SignableRequest;
import io.planform.host.TestHost;
import io.planform.host.TestHost.Answer;
import io.planform.host.iam.Credentials;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.stream.Collectors;

/**
 * The calls that the huaweicloud Terraform provider makes, with its rules: which statuses are a
 * success of a method, that an answer but 204 is JSON, that 404 means gone. It signs without the
 * host, and names project and account in unsigned headers.
 */
final class ProviderCalls {
  private static final String FGS = "/v2/{project_id}/fgs";

  /** Operations that the provider uses and the SDK of today lacks. */
  static final List<SdkOperation> BESIDE_THE_SDK =
      List.of(
          operation("CreateDependency", "POST", FGS + "/dependencies"),
          operation("ShowDependency", "GET", FGS + "/dependencies/{depend_id}"),
          operation("UpdateDependency", "PUT", FGS + "/dependencies/{depend_id}"),
          operation("DeleteDependency", "DELETE", FGS + "/dependencies/{depend_id}"),
          operation("ShowFeature", "GET", FGS + "/feature"),
          operation("ListRuntimeTypes", "GET", FGS + "/runtimetypes"),
          operation("ListServiceTrustedAgencies", "GET", FGS + "/service-trusted-agencies"),
          operation("ListTriggers", "GET", FGS + "/triggers"),
          operation("ListTriggerTypes", "GET", FGS + "/triggertypes"));

  private static final Map<String, SdkOperation> OPERATIONS = operations();

  /** golangsdk's defaults, where the provider asks for nothing else. */
  private static final Map<String, Set<Integer>> SUCCESS =
      Map.of(
          "GET", Set.of(200),
          "POST", Set.of(200, 201, 202),
          "PUT", Set.of(200, 201, 202),
          "DELETE", Set.of(200, 202, 204));

  private final TestHost host;

  ProviderCalls(TestHost host) {
    this.host = host;
  }

  private static SdkOperation operation(String name, String method, String path) {
    return new SdkOperation(name, method, path, Void.class, Void.class);
  }

  private static Map<String, SdkOperation> operations() {
    Map<String, SdkOperation> operations =
        SdkOperation.all().stream()
            .collect(
                Collectors.toMap(
                    SdkOperation::name, each -> each, (one, other) -> one, HashMap::new));
    BESIDE_THE_SDK.forEach(each -> operations.put(each.name(), each));
    return operations;
  }

  /** A call without body that must succeed; parameters of the path in order. */
  JsonNode read(String operation, String... parameters) {
    return succeeded(operation, send(operation, "", parameters));
  }

  /** A call that must succeed. */
  JsonNode write(String operation, String body, String... parameters) {
    return succeeded(operation, send(operation, body, parameters));
  }

  /** With a query, which begins with a question mark. */
  JsonNode list(String operation, String query, String... parameters) {
    return succeeded(operation, call(operation, "", query, parameters));
  }

  /** A call that must be answered with 204 and nothing. */
  void empty(String operation, String body, String... parameters) {
    Answer answer = send(operation, body, parameters);
    assertEquals(204, answer.status(), answer.text());
    assertEquals("", answer.text());
  }

  /** What makes the provider drop a resource from its state. */
  void gone(String operation, String... parameters) {
    Answer answer = send(operation, "", parameters);
    assertEquals(404, answer.status(), answer.text());
    assertTrue(answer.code().startsWith("FSS."), answer.text());
  }

  /** The answer to a call that must be refused. */
  Answer refused(String operation, String body, String... parameters) {
    Answer answer = send(operation, body, parameters);
    assertEquals(4, answer.status() / 100, answer.text());
    return answer;
  }

  private static JsonNode succeeded(String operation, Answer answer) {
    String method = OPERATIONS.get(operation).method();
    assertTrue(
        SUCCESS.get(method).contains(answer.status()),
        () -> operation + " answered " + answer.status() + " " + answer.text());
    if (answer.status() == 204) {
      assertEquals("DELETE", method, "an answer to " + operation + " must be JSON");
      return MissingNode.getInstance();
    }
    return answer.json();
  }

  private Answer send(String operation, String body, String... parameters) {
    return call(operation, body, "", parameters);
  }

  private Answer call(String operation, String body, String query, String... parameters) {
    SdkOperation known = OPERATIONS.get(operation);
    String path = known.path().replace("{project_id}", host.credentials().project());
    for (String parameter : parameters) {
      path = path.replaceFirst("\\{[^}]*}", Matcher.quoteReplacement(parameter));
    }
    return signed(known.method(), path, query, body);
  }

  /** As golangsdk signs: without the host, project and account added unsigned. */
  private Answer signed(String method, String path, String query, String body) {
    Credentials credentials = host.credentials();
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("accept", "application/json");
    headers.put("content-type", "application/json");
    headers.put("user-agent", "golangsdk/2.0.0");
    TreeMap<String, List<String>> signed = new TreeMap<>();
    headers.forEach((name, value) -> signed.put(name, List.of(value)));
    headers.putAll(
        new RequestSigner(credentials.accessKey(), credentials.secretKey())
            .sign(
                new SignableRequest(
                    method,
                    path,
                    query.isEmpty() ? "" : query.substring(1),
                    signed,
                    RequestSigner.sha256(body.getBytes(StandardCharsets.UTF_8))),
                Instant.now()));
    headers.put("x-project-id", credentials.project());
    headers.put("x-domain-id", "planform");
    return host.send(host.host.apiAddress(), method, path + query, body, headers);
  }
}
