package io.planform.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import io.planform.host.grpc.Texts;
import io.planform.host.server.Json;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server of grpc-java as an HTTP function, and its client. */
class GrpcDockerTest {
  private static final Path SOURCES = Path.of("src/test/java/io/planform/host/grpc");

  private static final String BOOTSTRAP =
      """
      #!/bin/sh
      exec java -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp '/opt/function/code:/opt/function/code/*' \\
        io.planform.host.grpc.TextServer
      """;

  private static RealHost host;
  private static ManagedChannel channel;

  @BeforeAll
  static void start(@TempDir Path home, @TempDir Path classes) throws Exception {
    host = new RealHost(home);
    ObjectNode function = (ObjectNode) Json.read(TestHost.function("texts", "http", "bootstrap"));
    function.put("timeout", 60).put("memory_size", 512);
    function.putObject("strategy_config").put("concurrency", 1).put("concurrent_num", 10);
    function.putObject("func_code").put("file", code(classes));
    host.create(function);
    String trigger = TriggerApiTest.api("texts", "/test.Texts", "POST", "SWA", "NONE");
    var made = host.api.call("POST", "/fgs/triggers/" + host.api.urn("texts"), trigger);
    assertEquals(201, made.status(), made.text());
    URI gateway = host.address("/");
    channel =
        NettyChannelBuilder.forAddress(gateway.getHost(), gateway.getPort()).usePlaintext().build();
  }

  @AfterAll
  static void stop() throws InterruptedException {
    channel.shutdownNow().awaitTermination(10, TimeUnit.SECONDS);
    host.close();
  }

  /** The server's classes for the image's version of Java, and the libraries that it needs. */
  private static String code(Path classes) throws IOException {
    List<Path> libraries =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .map(Path::of)
            .filter(
                path -> path.toString().matches(".*/(grpc|perfmark|guava|failureaccess)[^/]*jar"))
            .toList();
    String path = libraries.stream().map(Path::toString).collect(Collectors.joining(":"));
    int status =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-proc:none",
                "-Xlint:none",
                "--release",
                "17",
                "-cp",
                path,
                "-d",
                classes.toString(),
                SOURCES.resolve("TextServer.java").toString(),
                SOURCES.resolve("Texts.java").toString());
    assertEquals(0, status, "the server compiles");
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipArchiveOutputStream(bytes);
        Stream<Path> compiled = Files.walk(classes)) {
      add(zip, "bootstrap", BOOTSTRAP.getBytes(StandardCharsets.UTF_8));
      for (Path library : libraries) {
        add(zip, library.getFileName().toString(), Files.readAllBytes(library));
      }
      for (Path file : compiled.filter(Files::isRegularFile).toList()) {
        add(zip, classes.relativize(file).toString(), Files.readAllBytes(file));
      }
    }
    return Base64.getEncoder().encodeToString(bytes.toByteArray());
  }

  private static void add(ZipArchiveOutputStream zip, String name, byte[] content)
      throws IOException {
    var entry = new ZipArchiveEntry(name);
    entry.setUnixMode(0755);
    zip.putArchiveEntry(entry);
    zip.write(content);
    zip.closeArchiveEntry();
  }

  private static String call(String name, String text) {
    return ClientCalls.blockingUnaryCall(
        channel, Texts.method(name, MethodType.UNARY), CallOptions.DEFAULT, text);
  }

  @Test
  void servesCallsHearsOfCancellationsAndTellsOfItsDeath() throws Exception {
    assertEquals("texts: hello", call("Echo", "hello"));
    assertEquals("1000000", call("Length", "x".repeat(1_000_000)));
    ClientCall<String, String> hanging =
        channel.newCall(Texts.method("Hang", MethodType.UNARY), CallOptions.DEFAULT);
    var answer = ClientCalls.futureUnaryCall(hanging, "given up");
    assertEquals("texts: meanwhile", call("Echo", "meanwhile"));
    boolean _ = answer.cancel(true);
    assertEquals("given up", call("Cancelled", "?"));
    Status status =
        assertThrows(StatusRuntimeException.class, () -> call("Die", "now")).getStatus();
    assertEquals(Status.Code.UNAVAILABLE, status.getCode());
    assertEquals("The function's process ended with status 1", status.getDescription());
    assertEquals("texts: again", call("Echo", "again"));
  }
}
