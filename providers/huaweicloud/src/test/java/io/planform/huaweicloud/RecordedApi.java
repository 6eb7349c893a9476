package io.planform.huaweicloud;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.planform.functiongraph.signature.RequestSigner;
import io.planform.functiongraph.signature.SignableRequest;
import io.planform.functiongraph.signature.SignatureVerifier;
import io.planform.functiongraph.signature.SignatureVerifier.Verdict;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.concurrent.Executors;

/** A server that answers as it is told, records what it is asked, and checks signatures. */
final class RecordedApi implements AutoCloseable {
  static final int NO_ANSWER = 0;

  private final HttpServer server;
  private final SignatureVerifier verifier =
      new SignatureVerifier(Map.of("AK", "SECRET-KEY")::get, InstantSource.system());
  private final Map<String, Deque<Answer>> answers = new HashMap<>();
  private final List<String> requests = new ArrayList<>();
  private final List<Map<String, String>> headers = new ArrayList<>();

  private record Answer(int status, String body, Map<String, String> headers) {}

  RecordedApi() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::handle);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** The last answer to a request is repeated. */
  synchronized void answers(String request, int status, String body) {
    answers(request, status, body, Map.of());
  }

  synchronized void answers(String request, int status, String body, Map<String, String> more) {
    answers
        .computeIfAbsent(request, _ -> new ArrayDeque<>())
        .add(new Answer(status, body.replace('\'', '"'), more));
  }

  synchronized void forget() {
    answers.clear();
    requests.clear();
    headers.clear();
  }

  /** One a line: method, path and body, with single quotes. */
  synchronized String requests() {
    return String.join("\n", requests);
  }

  synchronized List<Map<String, String>> headers() {
    return List.copyOf(headers);
  }

  private void handle(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    Answer answer = answer(exchange, body);
    if (answer.status == NO_ANSWER) {
      exchange.close();
      return;
    }
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    answer.headers.forEach(exchange.getResponseHeaders()::set);
    byte[] bytes = answer.body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(answer.status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private synchronized Answer answer(HttpExchange exchange, byte[] body) {
    SequencedMap<String, List<String>> received = new LinkedHashMap<>();
    Map<String, String> single = new HashMap<>();
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) -> {
              received.put(name, values);
              single.put(name.toLowerCase(Locale.ROOT), values.getFirst());
            });
    String path = exchange.getRequestURI().getRawPath();
    String query = exchange.getRequestURI().getRawQuery();
    Verdict verdict =
        verifier.verify(
            new SignableRequest(
                exchange.getRequestMethod(),
                path,
                query == null ? "" : query,
                received,
                RequestSigner.sha256(body)));
    String request = exchange.getRequestMethod() + " " + path;
    String text = new String(body, StandardCharsets.UTF_8).replace('"', '\'');
    requests.add(text.isEmpty() ? request : request + " " + text);
    headers.add(single);
    if (!(verdict instanceof Verdict.Accepted)) {
      return new Answer(401, verdict.toString(), Map.of());
    }
    Deque<Answer> told = answers.getOrDefault(request, new ArrayDeque<>());
    if (told.isEmpty()) {
      return new Answer(500, "{\"error_msg\":\"not expected: " + request + "\"}", Map.of());
    }
    return told.size() > 1 ? told.removeFirst() : told.getFirst();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
