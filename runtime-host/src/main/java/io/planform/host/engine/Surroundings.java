package io.planform.host.engine;

import io.planform.host.network.Access;
import io.planform.host.network.Namespaces;
import io.planform.host.network.NetworkNamespace;
import java.io.IOException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an instance has before there is a container for it: a name, a directory, a network of its
 * own, and the runtime API in both.
 */
record Surroundings(
    String id, InstanceDirectory directory, NetworkNamespace network, RuntimeSocket socket)
    implements AutoCloseable {

  /** Makes those of one instance. */
  static Surroundings make(Home home, Namespaces networks, Access access) {
    String id = UUID.randomUUID().toString().replace("-", "").substring(0, 12);
    InstanceDirectory directory = InstanceDirectory.create(home.instances(), id);
    @Nullable NetworkNamespace network = null;
    try {
      network = networks.take(access);
      directory.writeNames(id, network);
      return new Surroundings(id, directory, network, RuntimeSocket.open(directory, network));
    } catch (IOException e) {
      if (network != null) {
        network.close();
      }
      directory.delete();
      throw new EngineException("An instance cannot be started: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    socket.close();
    network.close();
    directory.delete();
  }
}
