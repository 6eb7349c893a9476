package io.planform.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.planform.functiongraph.signature.RequestSigner;
import io.planform.functiongraph.signature.SignableRequest;
import io.planform.host.Host;
import io.planform.host.HostOptions;
import io.planform.host.InvokerSource;
import io.planform.host.code.CodeSource;
import io.planform.host.dispatch.DispatchSettings;
import io.planform.host.dispatch.Dispatcher;
import io.planform.host.dispatch.Invocation;
import io.planform.host.dispatch.Invoker;
import io.planform.host.dispatch.PoolStatus;
import io.planform.host.dispatch.Reserve;
import io.planform.host.engine.DockerEngine;
import io.planform.host.function.FunctionRevision;
import io.planform.host.instance.ContainerInstances;
import io.planform.host.instance.InstanceSettings;
import io.planform.host.runtime.PreparedImages;
import io.planform.host.spare.SpareInstances;
import io.planform.host.spare.SpareSettings;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How many asynchronous invocations a second are accepted durably, and run, beside how many
 * synchronous ones are answered: a Node.js function that returns its event, called through HTTP
 * with signed requests. Needs root, an engine and the images of {@code host up}.
 */
class AsyncBenchmark {
  private static final int CALLS = Integer.getInteger("bench.calls", 10_000);
  private static final int CONNECTIONS = Integer.getInteger("bench.connections", 16);
  private static final String FUNCTIONS = "/fgs/functions/default:echo";

  @TempDir Path home;

  @Test
  void asynchronousBesideSynchronous() throws Exception {
    Gated machine = new Gated(home);
    try (Host host =
        Host.start(
            new HostOptions(home, 0, 0, 0, 0, Map.of()),
            machine.images.catalogue(),
            machine,
            InstantSource.system())) {
      Caller caller = new Caller(host);
      caller.once("POST", "/fgs/functions", function());
      caller.many("POST", FUNCTIONS + "/invocations", "{\"n\":1}", CALLS / 5);
      double synchronous = caller.many("POST", FUNCTIONS + "/invocations", "{\"n\":1}", CALLS);
      double accepted = caller.many("POST", FUNCTIONS + "/invocations-async", "{\"n\":1}", CALLS);
      machine.open.countDown();
      long begun = System.nanoTime();
      while (caller.waiting() > 0) {
        Thread.sleep(20);
      }
      double drained = CALLS / ((System.nanoTime() - begun) / 1e9);
      System.out.printf("%-44s %9s%n", CALLS + " calls", "a second");
      System.out.printf("%-44s %9.0f%n", "synchronous, answered", synchronous);
      System.out.printf("%-44s %9.0f%n", "asynchronous, accepted durably", accepted);
      System.out.printf(
          "%-44s %9.0f  %.0f %% of synchronous%n",
          "asynchronous, run", drained, 100 * drained / synchronous);
    }
  }

  private static String function() throws IOException {
    String code =
        Base64.getEncoder().encodeToString("exports.handler = async (e) => e;".getBytes(UTF_8));
    return """
        {"func_name":"echo","package":"default","runtime":"Node.js18.15","timeout":30,
         "handler":"index.handler","memory_size":128,"code_type":"inline",
         "func_code":{"file":"%s"}}
        """
        .formatted(code);
  }

  /** Functions in containers; asynchronous ones wait until the gate is open. */
  private static final class Gated implements InvokerSource {
    final CountDownLatch open = new CountDownLatch(1);
    final PreparedImages images = new PreparedImages(Path.of("../runtimes"));
    private final Path home;
    private @Nullable DockerEngine engine;
    private @Nullable SpareInstances spares;

    Gated(Path home) {
      this.home = home;
    }

    @Override
    public Invoker open(CodeSource code, InstanceSettings settings) {
      DockerEngine opened = DockerEngine.open(home, images::holder);
      engine = opened;
      SpareInstances none = new SpareInstances(opened, SpareSettings.NONE);
      spares = none;
      Invoker dispatcher =
          new Dispatcher(
              new ContainerInstances(opened, none, images, code, settings),
              DispatchSettings.ofThisMachine());
      return new Behind(dispatcher, open);
    }

    @Override
    public void close() {
      if (spares != null) {
        spares.close();
      }
      if (engine != null) {
        engine.close();
      }
    }
  }

  private record Behind(Invoker invoker, CountDownLatch gate) implements Invoker {
    @Override
    public Invocation.Result invoke(FunctionRevision function, Invocation.Event event) {
      if (event.source() == Invocation.Source.ASYNC) {
        try {
          gate.await();
        } catch (InterruptedException e) {
          throw new IllegalStateException(e);
        }
      }
      return invoker.invoke(function, event);
    }

    @Override
    public Invocation.HttpResult forward(
        FunctionRevision function, Invocation.HttpRequest request) {
      return invoker.forward(function, request);
    }

    @Override
    public void stop(String requestId) {
      invoker.stop(requestId);
    }

    @Override
    public void expect(FunctionRevision function) {
      invoker.expect(function);
    }

    @Override
    public void reserve(FunctionRevision function, Reserve wanted) {
      invoker.reserve(function, wanted);
    }

    @Override
    public Reserve.Standing standing(FunctionRevision function) {
      return invoker.standing(function);
    }

    @Override
    public void replaced(FunctionRevision current) {
      invoker.replaced(current);
    }

    @Override
    public void removed(String keyPrefix) {
      invoker.removed(keyPrefix);
    }

    @Override
    public List<PoolStatus> status() {
      return invoker.status();
    }

    @Override
    public void close() {
      invoker.close();
    }
  }

  /**
   * A client that costs little: it signs a request once, sends the same bytes again and again on
   * connections that it keeps, and reads no more of the answers than it must.
   */
  private static final class Caller {
    private final Host host;
    private final URI api;

    Caller(Host host) {
      this.host = host;
      this.api = URI.create(host.apiAddress());
    }

    private byte[] request(String method, String path, String body) {
      byte[] content = body.getBytes(UTF_8);
      int question = path.indexOf('?');
      String project = "/v2/" + host.credentials().project();
      String query = question < 0 ? "" : path.substring(question + 1);
      String rawPath = project + (question < 0 ? path : path.substring(0, question));
      TreeMap<String, List<String>> signed = new TreeMap<>();
      signed.put("host", List.of(api.getAuthority()));
      var headers =
          new RequestSigner(host.credentials().accessKey(), host.credentials().secretKey())
              .sign(
                  new SignableRequest(
                      method, rawPath, query, signed, RequestSigner.sha256(content)),
                  Instant.now());
      StringBuilder head = new StringBuilder();
      head.append(method).append(' ').append(project).append(path).append(" HTTP/1.1\r\n");
      head.append("Host: ").append(api.getAuthority()).append("\r\n");
      head.append("Content-Length: ").append(content.length).append("\r\n");
      headers.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
      return (head + "\r\n" + body).getBytes(UTF_8);
    }

    /** Calls a second. */
    double many(String method, String path, String body, int calls) throws Exception {
      byte[] request = request(method, path, body);
      long begun = System.nanoTime();
      try (ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS)) {
        List<Future<?>> all = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
          all.add(
              threads.submit(
                  () -> {
                    try (Socket socket = connect()) {
                      var in = new BufferedInputStream(socket.getInputStream());
                      for (int call = 0; call < calls / CONNECTIONS; call++) {
                        socket.getOutputStream().write(request);
                        answer(in);
                      }
                    }
                    return path;
                  }));
        }
        for (Future<?> each : all) {
          each.get();
        }
      }
      return calls / ((System.nanoTime() - begun) / 1e9);
    }

    String once(String method, String path, String body) throws IOException {
      try (Socket socket = connect()) {
        socket.getOutputStream().write(request(method, path, body));
        return answer(new BufferedInputStream(socket.getInputStream()));
      }
    }

    int waiting() throws IOException {
      String list = once("GET", FUNCTIONS + "/active-async-invocations?limit=1", "");
      return new ObjectMapper().readTree(list).path("count").intValue();
    }

    private Socket connect() throws IOException {
      Socket socket = new Socket(InetAddress.getLoopbackAddress(), api.getPort());
      socket.setTcpNoDelay(true);
      return socket;
    }

    private static String answer(InputStream in) throws IOException {
      String head = head(in);
      int length = 0;
      for (String line : head.split("\r\n", -1)) {
        if (line.regionMatches(true, 0, "Content-Length:", 0, 15)) {
          length = Integer.parseInt(line.substring(15).strip());
        }
      }
      String body = new String(in.readNBytes(length), UTF_8);
      if (!head.startsWith("HTTP/1.1 20")) {
        throw new IOException(head + body);
      }
      return body;
    }

    private static String head(InputStream in) throws IOException {
      ByteArrayOutputStream head = new ByteArrayOutputStream();
      int newlines = 0;
      while (newlines < 2) {
        int next = in.read();
        if (next < 0) {
          throw new IOException("the host has closed the connection");
        }
        head.write(next);
        newlines = next == '\n' ? newlines + 1 : next == '\r' ? newlines : 0;
      }
      return head.toString(UTF_8);
    }
  }
}
