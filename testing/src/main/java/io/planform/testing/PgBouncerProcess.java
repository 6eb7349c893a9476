package io.planform.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** PgBouncer in transaction mode before the shared {@link PostgresProcess}, on loopback. */
public final class PgBouncerProcess implements AutoCloseable {
  private static final String PROGRAM = "/usr/sbin/pgbouncer";

  private final Process process;
  private final int port;

  /**
   * @param folder for its configuration
   * @param connections how many it keeps to the server; with one, every transaction of every client
   *     finds the session that the last one left
   */
  public PgBouncerProcess(Path folder, int connections) throws Exception {
    PostgresProcess server = PostgresProcess.shared();
    this.port = PostgresProcess.freePort();
    Path users = folder.resolve("users");
    Files.writeString(users, "\"planform\" \"swordfish\"\n");
    Path settings = folder.resolve("pgbouncer.ini");
    Files.writeString(
        settings,
        """
        [databases]
        planform = host=127.0.0.1 port=%d dbname=planform
        [pgbouncer]
        listen_addr = 127.0.0.1
        listen_port = %d
        unix_socket_dir =
        auth_type = plain
        auth_file = %s
        pool_mode = transaction
        default_pool_size = %d
        """
            .formatted(server.port(), port, users, connections));
    Path log = folder.resolve("pgbouncer.log");
    // The shell ends the pooler when this process ends.
    List<String> command =
        new ArrayList<>(List.of("sh", "-c", "\"$@\" </dev/null & read end; kill $!", "sh"));
    command.addAll(PostgresProcess.asServerUser(PROGRAM, settings.toString()));
    PostgresProcess.giveToServerUser(folder);
    this.process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    if (!server.answers(port)) {
      close();
      throw new IOException("PgBouncer did not start: " + Files.readString(log));
    }
  }

  public int port() {
    return port;
  }

  @Override
  public void close() throws IOException {
    process.getOutputStream().close();
  }
}
