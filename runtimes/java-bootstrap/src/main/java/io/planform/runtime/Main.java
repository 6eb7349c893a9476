package io.planform.runtime;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Paths;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Runs one Java function in this process. */
public final class Main {
  private static final String SOCKET = "/run/planform/api.sock";

  private final String socket;
  private final Specialization specialization;
  private final Keys keys;
  private final UserCode.Entry handler;
  private final UserCode.@Nullable Entry preStop;
  private final AtomicReference<@Nullable Object> state;

  private Main(
      String socket,
      Specialization specialization,
      Keys keys,
      UserCode.Entry handler,
      UserCode.@Nullable Entry preStop,
      AtomicReference<@Nullable Object> state) {
    this.socket = socket;
    this.specialization = specialization;
    this.keys = keys;
    this.handler = handler;
    this.preStop = preStop;
    this.state = state;
  }

  /**
   * @param arguments the path of the host's socket, where it is not the usual one
   */
  public static void main(String[] arguments) {
    String socket = arguments.length > 0 ? arguments[0] : SOCKET;
    try (Host host = new Host(socket)) {
      run(socket, host);
    } catch (IOException e) {
      // The host is gone: the instance is no longer wanted.
      System.exit(0);
    }
  }

  private static void run(String socket, Host host) throws IOException {
    byte[] body = host.get("/v1/planform/specialization").body();
    Specialization specialization = Specialization.read(new String(body, StandardCharsets.UTF_8));
    Keys keys = new Keys(specialization.hasAgency(), socket);
    AtomicReference<@Nullable Object> state = new AtomicReference<>();
    String phase = "load";
    UserCode.Entry handler;
    UserCode.Entry preStop = null;
    UserCode.Entry heartbeat = null;
    try {
      Environment.putAll(specialization.environment());
      UserCode code =
          new UserCode(Paths.get(specialization.codeRoot()), specialization.classIsolation());
      Thread.currentThread().setContextClassLoader(code.loader());
      handler = code.handler(specialization.handler());
      if (specialization.preStop() != null) {
        preStop = code.hook(specialization.preStop(), "pre-stop handler");
      }
      if (specialization.heartbeat() != null) {
        heartbeat = code.heartbeat(specialization.heartbeat());
      }
      if (specialization.initializer() != null) {
        UserCode.Entry initializer = code.hook(specialization.initializer(), "initializer");
        phase = "initialize";
        initializer.call(new FunctionContext(specialization, Collections.emptyMap(), keys, state));
      }
    } catch (Throwable thrown) {
      Map<String, Object> failure = Failure.describe(thrown);
      failure.put("phase", phase);
      host.post("/v1/planform/failed", JsonWriter.write(failure));
      System.exit(1);
      return;
    }
    host.post("/v1/planform/ready", "");
    if (heartbeat != null) {
      Thread beats = new Thread(new Heartbeat(new Host(socket), heartbeat)::serve, "heartbeat");
      beats.setDaemon(true);
      beats.start();
    }
    Main main = new Main(socket, specialization, keys, handler, preStop, state);
    for (int i = 1; i < specialization.concurrency(); i++) {
      new Thread(main::serveAlone, "requests-" + i).start();
    }
    main.serve(host);
  }

  private void serveAlone() {
    try (Host host = new Host(socket)) {
      serve(host);
    } catch (IOException e) {
      System.exit(0);
    }
  }

  private void serve(Host host) throws IOException {
    while (true) {
      answer(host, host.get("/v1/runtime/invocation/request"));
    }
  }

  private void answer(Host host, Answer event) throws IOException {
    String requestId = event.headers().getOrDefault("x-cff-request-id", "");
    String outcome = "response";
    String answer;
    boolean broken = false;
    try {
      place(event.headers());
      keys.take(event.headers());
      FunctionContext context = new FunctionContext(specialization, event.headers(), keys, state);
      answer = JsonWriter.write(call(event, context));
    } catch (Throwable thrown) {
      outcome = "error";
      answer = JsonWriter.write(Failure.describe(thrown));
      broken = thrown instanceof VirtualMachineError;
    }
    System.out.flush();
    System.err.flush();
    host.post("/v1/runtime/invocation/" + outcome + "/" + requestId, answer);
    if (broken) {
      // Out of memory or of stack: what the function kept may be half-made.
      System.exit(1);
    }
  }

  /**
   * Libraries that trace find their parent in system properties, for want of variables that could
   * be changed; requests that run together have no one parent.
   */
  private void place(Map<String, String> headers) {
    if (specialization.concurrency() > 1) {
      return;
    }
    for (String name : new String[] {"traceparent", "tracestate"}) {
      String value = headers.get(name);
      if (value == null) {
        System.clearProperty(name);
      } else {
        System.setProperty(name, value);
      }
    }
  }

  private @Nullable Object call(Answer event, FunctionContext context) throws Throwable {
    boolean stopping = "pre_stop".equals(event.headers().get("x-planform-call"));
    return stopping && preStop != null
        ? preStop.call(context)
        : handler.call(argument(event.body()), context);
  }

  private @Nullable Object argument(byte[] event) {
    if (handler.eventType() == InputStream.class) {
      return new ByteArrayInputStream(event);
    }
    String json = new String(event, StandardCharsets.UTF_8);
    Object value = JsonReader.read(json);
    if (handler.eventType() == String.class && !(value instanceof String)) {
      return json;
    }
    return Binding.bind(value, handler.eventType(), "event");
  }
}
