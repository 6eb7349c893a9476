package io.planform.planner.cli.host;

import io.planform.planner.cli.shell.Shell;
import io.planform.spi.diagnostic.Diagnostic;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Starts the runtime host of a home in the background; at most one, however many try at once. */
final class HostStart {
  private static final Duration READY_WITHIN = Duration.ofSeconds(60);
  private static final long POLL_MILLIS = 20;
  private static final int SHOWN_LOG_LINES = 15;

  private final LocalHost host;
  private final Installation installation;
  private final EngineSetup engine;
  private final Ports ports;
  private final Shell shell;

  HostStart(
      LocalHost host, Installation installation, EngineSetup engine, Ports ports, Shell shell) {
    this.host = host;
    this.installation = installation;
    this.engine = engine;
    this.ports = ports;
    this.shell = shell;
  }

  /** Where the host is to listen; empty where nothing was asked for. */
  record Ports(
      OptionalInt api, OptionalInt gateway, OptionalInt secureGateway, OptionalInt buckets) {
    static final Ports DEFAULT =
        new Ports(
            OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty());
    private static final int ANY = 0;
    private static final int API = 7400;
    private static final int GATEWAY = 7480;
    private static final int SECURE_GATEWAY = 7443;
    private static final int BUCKETS = 7490;

    private boolean allow(HostRecord running) {
      return allow(api, running.api())
          && allow(gateway, running.gateway())
          && allow(secureGateway, running.secureGateway())
          && allow(buckets, running.buckets());
    }

    private static boolean allow(OptionalInt port, URI running) {
      return port.orElse(ANY) == ANY || port.getAsInt() == running.getPort();
    }

    private Optional<Diagnostic> problem() {
      return problem(api.orElse(API), "API", "-port")
          .or(() -> problem(gateway.orElse(GATEWAY), "gateway", "-gateway-port"))
          .or(() -> problem(securePort(), "gateway with TLS", "-tls-port"))
          .or(() -> problem(buckets.orElse(BUCKETS), "object storage", "-bucket-port"));
    }

    /** Beside a gateway that makes way for another one, any free port. */
    private int securePort() {
      return secureGateway.orElse(gateway.orElse(GATEWAY) == GATEWAY ? SECURE_GATEWAY : ANY);
    }

    private static Optional<Diagnostic> problem(int port, String what, String flag) {
      try (ServerSocket socket = new ServerSocket()) {
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return Optional.empty();
      } catch (IOException e) {
        return Optional.of(
            Diagnostic.error(
                    "Port " + port + " is in use",
                    "The runtime host's "
                        + what
                        + " cannot listen on 127.0.0.1:"
                        + port
                        + ": "
                        + e.getMessage()
                        + ". The host of another PLANFORM_HOME may be running.")
                .withHint("planform host up " + flag + "=PORT takes another one"));
      }
    }

    private List<String> flags() {
      List<String> flags = new ArrayList<>();
      api.ifPresent(port -> flags.addAll(List.of("--port", String.valueOf(port))));
      gateway.ifPresent(port -> flags.addAll(List.of("--gateway-port", String.valueOf(port))));
      secureGateway.ifPresent(port -> flags.addAll(List.of("--tls-port", String.valueOf(port))));
      buckets.ifPresent(port -> flags.addAll(List.of("--bucket-port", String.valueOf(port))));
      return flags;
    }
  }

  /** How a start ended. */
  sealed interface Outcome {
    record AlreadyRunning(HostRecord host) implements Outcome {}

    record Started(HostRecord host) implements Outcome {}

    record Failed(Diagnostic diagnostic) implements Outcome {}
  }

  Outcome run() throws IOException, InterruptedException {
    // The common case takes no lock and starts no other process.
    if (host.state() instanceof LocalHost.State.Running(HostRecord running)) {
      return alreadyRunning(running);
    }
    try (HomeLock _ = HomeLock.take(host, shell)) {
      return switch (host.state()) {
        case LocalHost.State.Running(HostRecord running) -> alreadyRunning(running);
        case LocalHost.State.Silent(HostRecord silent) -> silent(silent);
        case LocalHost.State.Down() -> start();
      };
    }
  }

  private Outcome alreadyRunning(HostRecord running) {
    return ports.allow(running)
        ? new Outcome.AlreadyRunning(running)
        : failed(
            Diagnostic.error(
                    "The runtime host already runs on other ports",
                    "It serves its API at "
                        + running.api()
                        + ", its gateway at "
                        + running.gateway()
                        + " and "
                        + running.secureGateway()
                        + ", and object storage at "
                        + running.buckets()
                        + ".")
                .withHint("planform host down, then planform host up with the ports you want"));
  }

  private Outcome silent(HostRecord silent) throws IOException {
    return failed(
        Diagnostic.error(
                "The runtime host does not answer",
                "Its process "
                    + silent.pid()
                    + " is there, but "
                    + silent.api()
                    + "/healthz does not answer.\n"
                    + endOfLog())
            .withHint("planform host down, then planform host up"));
  }

  private Outcome start() throws IOException, InterruptedException {
    Optional<Diagnostic> problem = ports.problem();
    problem = problem.isPresent() ? problem : engine.ensure();
    problem = problem.isPresent() ? problem : images();
    return problem.isPresent() ? failed(problem.get()) : launch();
  }

  private Optional<Diagnostic> images() throws IOException, InterruptedException {
    shell.out().flush();
    int code =
        installation
            .host("images", host.home(), List.of())
            .redirectInput(Redirect.from(new File("/dev/null")))
            .redirectOutput(Redirect.INHERIT)
            .redirectError(Redirect.INHERIT)
            .start()
            .waitFor();
    return code == 0
        ? Optional.empty()
        : Optional.of(
            Diagnostic.error(
                    "The runtime images could not be prepared", "What went wrong is said above.")
                .withHint("planform host doctor names what is missing"));
  }

  private Outcome launch() throws IOException, InterruptedException {
    HostLog log = host.log();
    log.rotate();
    ProcessBuilder builder = installation.host("run", host.home(), ports.flags());
    // A session of its own: neither Ctrl-C nor the end of this terminal reaches it.
    builder.command().addFirst("setsid");
    Process process =
        builder
            .redirectInput(Redirect.from(new File("/dev/null")))
            .redirectOutput(Redirect.appendTo(log.file().toFile()))
            .redirectError(Redirect.appendTo(log.file().toFile()))
            .start();
    long deadline = System.nanoTime() + READY_WITHIN.toNanos();
    while (process.isAlive() && System.nanoTime() < deadline) {
      Optional<HostRecord> started = host.record();
      if (started.isPresent() && host.isReady(started.get())) {
        return new Outcome.Started(started.get());
      }
      Thread.sleep(POLL_MILLIS);
    }
    return notReady(process);
  }

  private Outcome notReady(Process process) throws IOException, InterruptedException {
    boolean ended = !process.isAlive();
    String what =
        ended
            ? "Its process ended with code " + process.waitFor() + "."
            : "It was not ready after " + READY_WITHIN.toSeconds() + " s and was stopped.";
    process.destroy();
    return failed(
        Diagnostic.error("The runtime host did not start", what + "\n" + endOfLog())
            .withHint("planform host doctor names what is missing; planform host logs shows more"));
  }

  private String endOfLog() throws IOException {
    HostLog log = host.log();
    List<String> lines = log.lastLines(SHOWN_LOG_LINES);
    Path file = log.file();
    return lines.isEmpty()
        ? "Its log " + file + " is empty."
        : "The end of its log " + file + ":\n  " + String.join("\n  ", lines);
  }

  private static Outcome failed(Diagnostic diagnostic) {
    return new Outcome.Failed(diagnostic);
  }
}
