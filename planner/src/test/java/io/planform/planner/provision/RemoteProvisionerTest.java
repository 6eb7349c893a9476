package io.planform.planner.provision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.planform.spi.provider.Schema;
import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;
import org.apache.sshd.server.forward.AcceptAllForwardingFilter;
import org.apache.sshd.server.keyprovider.SimpleGeneratorHostKeyProvider;
import org.apache.sshd.server.shell.ProcessShellCommandFactory;
import org.apache.sshd.server.shell.ProcessShellFactory;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a real SSH server on this machine. */
class RemoteProvisionerTest {
  @TempDir Path machine;
  @TempDir Path module;
  private final KeyPair key = KeyUtils.generateKeyPair("ecdsa-sha2-nistp256", 256);
  private final List<String> printed = new ArrayList<>();
  private SshServer server;

  RemoteProvisionerTest() throws Exception {}

  @BeforeEach
  void listen() throws IOException {
    server = SshServer.setUpDefaultServer();
    server.setHost("127.0.0.1");
    server.setKeyPairProvider(new SimpleGeneratorHostKeyProvider(machine.resolve("host.key")));
    server.setPasswordAuthenticator((user, password, session) -> "open sesame".equals(password));
    server.setPublickeyAuthenticator(
        (user, offered, session) -> KeyUtils.compareKeys(key.getPublic(), offered));
    server.setCommandFactory(new ShellCommands());
    server.setSubsystemFactories(List.of(new SftpSubsystemFactory.Builder().build()));
    server.start();
  }

  @AfterEach
  void stop() throws IOException {
    server.stop(true);
  }

  private static Value.Obj filled(Schema schema, Map<String, Value> given) {
    SequencedMap<String, Value> values = new LinkedHashMap<>();
    schema
        .attributes()
        .forEach((name, attribute) -> values.put(name, new Value.Null(attribute.type())));
    values.putAll(given);
    return new Value.Obj(values);
  }

  private Map<String, Value> entrance() {
    Map<String, Value> connection = new LinkedHashMap<>();
    connection.put("host", Value.of("127.0.0.1"));
    connection.put("port", Value.of(server.getPort()));
    connection.put("user", Value.of("somebody"));
    connection.put("password", Value.of("open sesame"));
    connection.put("timeout", Value.of("20s"));
    return connection;
  }

  private void run(
      ProvisionerType type, Map<String, Value> configuration, Map<String, Value> connection)
      throws ProvisionException, InterruptedException {
    new Provisioning(
            type,
            filled(type.schema(), configuration),
            filled(ProvisionerType.CONNECTION, connection),
            module,
            System.getenv())
        .run(printed::add);
  }

  private static Value texts(String... texts) {
    return new Value.ListOf(Type.STRING, List.of(texts).stream().map(Value::of).toList());
  }

  @Test
  void linesAreOneScriptWhichLeavesNothing() throws Exception {
    Path script = machine.resolve("script.sh");
    Map<String, Value> connection = entrance();
    connection.put("script_path", Value.of(script.toString()));
    run(
        ProvisionerType.REMOTE_EXEC,
        Map.of("inline", texts("word=hello", "echo \"$word from here\"", "echo trouble >&2")),
        connection);
    assertTrue(printed.containsAll(List.of("hello from here", "trouble")), printed::toString);
    assertFalse(Files.exists(script));
  }

  @Test
  void aFailingScriptTellsItsStatus() {
    ProvisionException failed =
        assertThrows(
            ProvisionException.class,
            () -> run(ProvisionerType.REMOTE_EXEC, Map.of("inline", texts("exit 7")), entrance()));
    assertEquals("The script ended with exit status 7.", failed.getMessage());
  }

  @Test
  void copiesFilesFoldersAndTexts() throws Exception {
    Files.createDirectories(module.resolve("conf/deep"));
    Files.writeString(module.resolve("conf/deep/a.txt"), "a");
    run(
        ProvisionerType.FILE,
        Map.of("source", Value.of("conf"), "destination", Value.of(machine.toString())),
        entrance());
    assertEquals("a", Files.readString(machine.resolve("conf/deep/a.txt")));
    run(
        ProvisionerType.FILE,
        Map.of("source", Value.of("conf/"), "destination", Value.of(machine + "/inside")),
        entrance());
    assertEquals("a", Files.readString(machine.resolve("inside/deep/a.txt")));
    run(
        ProvisionerType.FILE,
        Map.of("content", Value.of("text"), "destination", Value.of(machine + "/text")),
        entrance());
    assertEquals("text", Files.readString(machine.resolve("text")));
  }

  @Test
  void aKeyOpensToo() throws Exception {
    var pem = new ByteArrayOutputStream();
    OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(key, "a key", null, pem);
    Map<String, Value> connection = entrance();
    connection.remove("password");
    connection.put("private_key", Value.of(pem.toString(StandardCharsets.UTF_8)));
    run(ProvisionerType.REMOTE_EXEC, Map.of("inline", texts("echo in")), connection);
    assertTrue(printed.contains("in"), printed::toString);
  }

  @Test
  void goesThroughABastion() throws Exception {
    server.setForwardingFilter(AcceptAllForwardingFilter.INSTANCE);
    Map<String, Value> connection = entrance();
    connection.put("bastion_host", Value.of("127.0.0.1"));
    connection.put("bastion_port", Value.of(server.getPort()));
    run(ProvisionerType.REMOTE_EXEC, Map.of("inline", texts("echo through")), connection);
    assertTrue(printed.contains("through"), printed::toString);
  }

  @Test
  void aMachineWithAnotherKeyIsNotEntered() {
    Map<String, Value> connection = entrance();
    connection.put("host_key", Value.of(PublicKeyEntry.toString(key.getPublic())));
    connection.put("timeout", Value.of("0s"));
    assertThrows(
        ProvisionException.class,
        () -> run(ProvisionerType.REMOTE_EXEC, Map.of("inline", texts("true")), connection));
  }

  @Test
  void aWrongPasswordIsToldAndNotShown() {
    Map<String, Value> connection = entrance();
    connection.put("password", Value.of("hunter2"));
    connection.put("timeout", Value.of("0s"));
    ProvisionException refused =
        assertThrows(
            ProvisionException.class,
            () -> run(ProvisionerType.REMOTE_EXEC, Map.of("inline", texts("true")), connection));
    assertTrue(refused.getMessage().contains("did not let us in"), refused::getMessage);
    assertFalse(refused.getMessage().contains("hunter2"));
  }

  /** Commands by a shell, as a machine runs them. */
  private static final class ShellCommands extends ProcessShellCommandFactory {
    @Override
    public Command createCommand(ChannelSession channel, String command) {
      return new ProcessShellFactory(command, "/bin/sh", "-c", command).createShell(channel);
    }
  }
}
