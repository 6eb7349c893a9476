package io.planform.planner.provision;

import io.planform.planner.provision.Connection.Door;
import io.planform.planner.provision.Provisioning.Output;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.time.Duration;
import java.util.EnumSet;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.channel.ClientChannelEvent;
import org.apache.sshd.client.keyverifier.AcceptAllServerKeyVerifier;
import org.apache.sshd.client.keyverifier.ServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.client.session.forward.ExplicitPortForwardingTracker;
import org.apache.sshd.common.config.keys.AuthorizedKeyEntry;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.util.net.SshdSocketAddress;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpClientFactory;
import org.jspecify.annotations.Nullable;

/** Another machine, entered by SSH. */
final class RemoteMachine implements AutoCloseable {
  private static final Duration BETWEEN_ATTEMPTS = Duration.ofSeconds(1);
  private static final Duration ONE_ATTEMPT = Duration.ofSeconds(30);

  private final Connection connection;
  private final SshClient client;
  private final ClientSession session;
  private final @Nullable ClientSession bastion;

  private RemoteMachine(
      Connection connection,
      SshClient client,
      ClientSession session,
      @Nullable ClientSession bastion) {
    this.connection = connection;
    this.client = client;
    this.session = session;
    this.bastion = bastion;
  }

  /** Tries again until the connection's timeout: a new machine takes a while to start. */
  static RemoteMachine connect(Connection connection, Output output)
      throws ProvisionException, InterruptedException {
    long latest = System.nanoTime() + connection.timeout().toNanos();
    output.line("Connecting to " + connection.door() + " by SSH");
    while (true) {
      try {
        return attempt(connection);
      } catch (IOException | GeneralSecurityException e) {
        if (System.nanoTime() > latest) {
          throw new ProvisionException(
              connection.door()
                  + " did not let us in within "
                  + connection.timeout().toSeconds()
                  + " s: "
                  + e.getMessage());
        }
        Thread.sleep(BETWEEN_ATTEMPTS);
      }
    }
  }

  private static RemoteMachine attempt(Connection connection)
      throws IOException, GeneralSecurityException {
    SshClient client = SshClient.setUpDefaultClient();
    boolean entered = false;
    try {
      client.start();
      Door door = connection.door();
      Door between = connection.bastion();
      ClientSession bastion = null;
      SshdSocketAddress address = new SshdSocketAddress(door.host(), door.port());
      if (between != null) {
        bastion = enter(client, between, new SshdSocketAddress(between.host(), between.port()));
        ExplicitPortForwardingTracker forwarded =
            bastion.createLocalPortForwardingTracker(
                new SshdSocketAddress("127.0.0.1", 0), address);
        address = forwarded.getBoundAddress();
      }
      RemoteMachine machine =
          new RemoteMachine(connection, client, enter(client, door, address), bastion);
      entered = true;
      return machine;
    } finally {
      if (!entered) {
        client.stop();
      }
    }
  }

  private static ClientSession enter(SshClient client, Door door, SshdSocketAddress address)
      throws IOException, GeneralSecurityException {
    client.setServerKeyVerifier(
        door.hostKey().isEmpty() ? AcceptAllServerKeyVerifier.INSTANCE : only(door.hostKey()));
    ClientSession session =
        client
            .connect(door.user(), address.getHostName(), address.getPort())
            .verify(ONE_ATTEMPT)
            .getSession();
    if (!door.privateKey().isEmpty()) {
      for (KeyPair key : keys(door.privateKey())) {
        session.addPublicKeyIdentity(key);
      }
    }
    if (!door.password().isEmpty()) {
      session.addPasswordIdentity(door.password());
    }
    session.auth().verify(ONE_ATTEMPT);
    return session;
  }

  private static Iterable<KeyPair> keys(String text) throws IOException, GeneralSecurityException {
    try (InputStream bytes = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))) {
      Iterable<KeyPair> keys =
          SecurityUtils.loadKeyPairIdentities(
              null, () -> "private_key", bytes, FilePasswordProvider.EMPTY);
      if (keys == null) {
        throw new IOException("private_key is no private key");
      }
      return keys;
    }
  }

  private static ServerKeyVerifier only(String line) throws IOException, GeneralSecurityException {
    PublicKey expected =
        AuthorizedKeyEntry.parseAuthorizedKeyEntry(line.strip()).resolvePublicKey(null, null);
    return (session, address, key) -> KeyUtils.compareKeys(expected, key);
  }

  String scriptPath() {
    return connection.scriptPath();
  }

  /**
   * Runs a command.
   *
   * @return its exit status; -1 if there was none
   */
  int run(String command, Output output) throws ProvisionException {
    try (ChannelExec channel = session.createExecChannel(command);
        OutputStream lines = new LineStream(output)) {
      channel.setOut(lines);
      channel.setErr(lines);
      channel.open().verify(ONE_ATTEMPT);
      channel.waitFor(EnumSet.of(ClientChannelEvent.CLOSED), 0L);
      Integer status = channel.getExitStatus();
      return status == null ? -1 : status;
    } catch (IOException e) {
      throw new ProvisionException(
          "The connection to " + connection.door() + " broke: " + e.getMessage());
    }
  }

  /** Writes a file. */
  void write(byte[] content, String destination) throws ProvisionException {
    try (SftpClient files = SftpClientFactory.instance().createSftpClient(session);
        OutputStream file = files.write(destination)) {
      file.write(content);
    } catch (IOException e) {
      throw cannotWrite(destination, e);
    }
  }

  /** Copies a file or a whole folder. */
  void copy(Path source, String destination) throws ProvisionException {
    try (SftpClient files = SftpClientFactory.instance().createSftpClient(session)) {
      new FolderUpload(files).copy(source, destination);
    } catch (IOException e) {
      throw cannotWrite(destination, e);
    }
  }

  private static ProvisionException cannotWrite(String destination, IOException e) {
    return new ProvisionException(destination + " cannot be written: " + e.getMessage());
  }

  @Override
  public void close() {
    session.close(true);
    if (bastion != null) {
      bastion.close(true);
    }
    client.stop();
  }
}
