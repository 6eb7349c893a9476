package io.planform.planner.cli.host;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The runtime host of one home.
 *
 * @param home {@code PLANFORM_HOME}
 */
record LocalHost(Path home) {
  private static final int PROBE_MILLIS = 2_000;

  /** How it stands. */
  sealed interface State {
    record Running(HostRecord host) implements State {}

    /** Its process is there and does not answer. */
    record Silent(HostRecord host) implements State {}

    record Down() implements State {}
  }

  Path folder() {
    return home.resolve("host");
  }

  HostLog log() {
    return new HostLog(folder().resolve("host.log"));
  }

  State state() {
    Optional<HostRecord> host = record();
    if (host.isEmpty()) {
      return new State.Down();
    }
    return answers(host.get().api(), "/healthz")
        ? new State.Running(host.get())
        : new State.Silent(host.get());
  }

  /** What the host of this home wrote; empty where its process is gone. */
  Optional<HostRecord> record() {
    return HostRecord.read(folder().resolve("host.json"))
        .filter(written -> written.process().isPresent());
  }

  boolean isReady(HostRecord host) {
    return answers(host.api(), "/readyz");
  }

  // The JDK's small client: the newer one takes 0.2 s of start-up alone.
  private static boolean answers(URI api, String path) {
    try {
      HttpURLConnection connection =
          (HttpURLConnection) api.resolve(path).toURL().openConnection(Proxy.NO_PROXY);
      connection.setConnectTimeout(PROBE_MILLIS);
      connection.setReadTimeout(PROBE_MILLIS);
      try {
        return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
      } finally {
        connection.disconnect();
      }
    } catch (IOException | IllegalArgumentException e) {
      return false;
    }
  }
}
