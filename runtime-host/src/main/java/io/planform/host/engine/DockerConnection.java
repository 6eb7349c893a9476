package io.planform.host.engine;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The way to the Docker engine of this machine.
 *
 * @param calls for requests that end
 * @param streams for events and output, which go on for as long as there is any
 */
record DockerConnection(DockerClient calls, DockerClient streams, Removals removals)
    implements AutoCloseable {
  private static final Duration LONGEST_CALL = Duration.ofSeconds(60);

  /**
   * Connects, and asks whether anybody answers.
   *
   * @throws EngineException when nobody does
   */
  static DockerConnection open(Path socket) {
    DockerClient calls = client(socket, LONGEST_CALL);
    var connection =
        new DockerConnection(calls, client(socket, Duration.ZERO), new Removals(calls));
    try {
      connection.calls.pingCmd().exec();
      return connection;
    } catch (RuntimeException e) {
      connection.close();
      throw new EngineException(
          "No Docker engine answers at "
              + socket
              + ". Start it (systemctl start docker, or dockerd), or install it (apt-get install"
              + " docker.io); the host must run as root or as a member of the group docker.",
          e);
    }
  }

  private static DockerClient client(Path socket, Duration responseTimeout) {
    var config =
        DefaultDockerClientConfig.createDefaultConfigBuilder()
            .withDockerHost("unix://" + socket)
            .withDockerTlsVerify(false)
            .build();
    var http =
        new ZerodepDockerHttpClient.Builder()
            .dockerHost(config.getDockerHost())
            .connectionTimeout(Duration.ofSeconds(5))
            .responseTimeout(responseTimeout)
            .build();
    return DockerClientImpl.getInstance(config, http);
  }

  @Override
  public void close() {
    try (streams) {
      calls.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
