package io.planform.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;

/**
 * A Kafka broker in this JVM, its own controller, on loopback. It can be stopped and started again
 * with what it holds. Who uses it has {@code kafka_2.13} on the class path.
 */
public final class KafkaServer implements AutoCloseable {
  public static final String USER = "planform";
  public static final String PASSWORD = "sword;fish'";

  private final Path folder;
  private final int plain;
  private final int sasl;
  private final int tls;
  private final Properties properties = new Properties();
  private KafkaRaftServer server;

  private KafkaServer(Path folder, TestCertificate certificate) throws Exception {
    this.folder = folder;
    this.plain = PostgresProcess.freePort();
    this.sasl = PostgresProcess.freePort();
    this.tls = PostgresProcess.freePort();
    configure(certificate, PostgresProcess.freePort());
    format();
    this.server = started();
  }

  /**
   * @param folder that is empty or not there
   */
  public static KafkaServer start(Path folder) throws Exception {
    Files.createDirectories(folder);
    return new KafkaServer(folder, TestCertificate.create(folder));
  }

  /** {@code 127.0.0.1:<port>} of the listener without authentication. */
  public String address() {
    return "127.0.0.1:" + plain;
  }

  /** Of the listener that wants a user, by PLAIN, SCRAM-SHA-256 or SCRAM-SHA-512. */
  public String saslAddress() {
    return "127.0.0.1:" + sasl;
  }

  /** Of the one that wants a user too and speaks TLS, with a certificate that it signed itself. */
  public String tlsAddress() {
    return "127.0.0.1:" + tls;
  }

  /** The certificate of the listener with TLS, as PEM. */
  public Path certificate() {
    return folder.resolve(TestCertificate.FILE);
  }

  public void stop() {
    server.shutdown();
    server.awaitShutdown();
  }

  public void startAgain() {
    server = started();
  }

  private KafkaRaftServer started() {
    KafkaRaftServer created = new KafkaRaftServer(new KafkaConfig(properties), Time.SYSTEM);
    created.startup();
    return created;
  }

  private void configure(TestCertificate certificate, int controller) {
    properties.putAll(
        Map.of(
            "process.roles", "broker,controller",
            "node.id", "1",
            "controller.quorum.voters", "1@127.0.0.1:" + controller,
            "controller.listener.names", "CONTROLLER",
            "inter.broker.listener.name", "PLAIN",
            "log.dirs", folder.resolve("data").toString()));
    listen(Map.of("CONTROLLER", controller, "PLAIN", plain, "SASL", sasl, "TLS", tls));
    properties.putAll(
        Map.of(
            "sasl.enabled.mechanisms",
            "PLAIN,SCRAM-SHA-256,SCRAM-SHA-512",
            "ssl.keystore.location",
            certificate.store().toString(),
            "ssl.keystore.password",
            TestCertificate.PASSWORD,
            "ssl.keystore.type",
            "PKCS12"));
    for (String listener : List.of("sasl", "tls")) {
      String prefix = "listener.name." + listener;
      properties.put(
          prefix + ".plain.sasl.jaas.config",
          "org.apache.kafka.common.security.plain.PlainLoginModule required user_%s=\"%s\";"
              .formatted(USER, PASSWORD));
      for (String strength : List.of("256", "512")) {
        properties.put(
            prefix + ".scram-sha-" + strength + ".sasl.jaas.config",
            "org.apache.kafka.common.security.scram.ScramLoginModule required;");
      }
    }
    properties.putAll(
        Map.of(
            "auto.create.topics.enable", "false",
            "group.initial.rebalance.delay.ms", "0",
            "log.cleaner.enable", "false",
            "num.io.threads", "2",
            "num.network.threads", "1",
            "offsets.topic.num.partitions", "1",
            "offsets.topic.replication.factor", "1"));
  }

  private void listen(Map<String, Integer> ports) {
    properties.put(
        "listeners",
        ports.entrySet().stream()
            .map(port -> port.getKey() + "://127.0.0.1:" + port.getValue())
            .collect(Collectors.joining(",")));
    properties.put(
        "listener.security.protocol.map",
        "CONTROLLER:PLAINTEXT,PLAIN:PLAINTEXT,SASL:SASL_PLAINTEXT,TLS:SASL_SSL");
  }

  private void format() throws IOException {
    Path file = folder.resolve("server.properties");
    try (var out = Files.newBufferedWriter(file)) {
      properties.store(out, null);
    }
    List<String> arguments =
        new ArrayList<>(
            List.of("format", "-t", Uuid.randomUuid().toString(), "-c", file.toString()));
    for (String mechanism : List.of("SCRAM-SHA-256", "SCRAM-SHA-512")) {
      arguments.add("--add-scram");
      arguments.add("%s=[name=\"%s\",password=\"%s\"]".formatted(mechanism, USER, PASSWORD));
    }
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    int code =
        StorageTool.execute(
            arguments.toArray(String[]::new),
            new PrintStream(printed, true, StandardCharsets.UTF_8));
    if (code != 0) {
      throw new IOException(printed.toString(StandardCharsets.UTF_8));
    }
  }

  @Override
  public void close() {
    stop();
  }
}
