package io.planform.host.instance;

import io.planform.host.code.CodeSource;
import io.planform.host.filesystem.Mounts;
import io.planform.host.function.Agencies;
import io.planform.host.function.CustomImage;
import io.planform.host.function.FunctionRevision;
import io.planform.host.function.JavaOptions;
import io.planform.host.network.Access;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Functions that bring their own bootstrap, with the code in folders named by their digest. */
final class TestFunctions implements CodeSource {

  /** Polls the runtime API and answers with what {@code handle(event, id)} returns. */
  static final String EVENT_LOOP =
      """
      #!/usr/bin/env python3
      import http.client, os, sys, time, json
      api = http.client.HTTPConnection('127.0.0.1', 9000)
      def call(method, path, body=None):
          api.request(method, path, body)
          answer = api.getresponse()
          return answer, answer.read()
      def handle(event, id):
          %s
      while True:
          answer, event = call('GET', '/v1/runtime/invocation/request')
          id = answer.getheader('X-Cff-Request-Id')
          result = handle(json.loads(event), id)
          call('POST', '/v1/runtime/invocation/response/' + id, json.dumps(result))
      """;

  private final Path folder;

  TestFunctions(Path folder) throws IOException {
    this.folder = folder;
    permit(folder);
  }

  static String answering(String expression) {
    return EVENT_LOOP.formatted(expression.replace("\n", "\n    "));
  }

  FunctionRevision event(String name, String bootstrap) {
    return function(name, "Custom", bootstrap, 1, -1);
  }

  FunctionRevision http(String name, String bootstrap) {
    return function(name, "http", bootstrap, 100, -1);
  }

  FunctionRevision managed(String name, String runtime, String file, String code) {
    write(name, file, code);
    return revision(name, runtime, "index.handler", 1, -1);
  }

  /** Writes a source in Java and tells where. */
  Path java(String name, String source) {
    write(name, "Options.java", source);
    return folder.resolve(name).resolve("Options.java");
  }

  /** The function of what that was compiled to. */
  FunctionRevision java(String name, String runtime, String handler, JavaOptions options) {
    return changed(revision(name, runtime, handler, 1, -1), options);
  }

  FunctionRevision function(
      String name, String runtime, String bootstrap, int concurrency, int maxInstances) {
    write(name, "bootstrap", bootstrap);
    return revision(name, runtime, "bootstrap", concurrency, maxInstances);
  }

  /** A function of an image whose entry point runs the bootstrap. */
  FunctionRevision image(String name, String image, String bootstrap) {
    write(name, "bootstrap", bootstrap);
    return revision(name, "Custom Image", "-", image, 1, -1);
  }

  private static FunctionRevision revision(
      String name, String runtime, String handler, int concurrency, int maxInstances) {
    return revision(name, runtime, handler, null, concurrency, maxInstances);
  }

  private static FunctionRevision revision(
      String name,
      String runtime,
      String handler,
      @Nullable String image,
      int concurrency,
      int maxInstances) {
    return new FunctionRevision(
        "urn:fss:local-1:0123456789abcdef0123456789abcdef:function:default:" + name + ":latest#1",
        "0123456789abcdef0123456789abcdef",
        "default",
        name,
        "latest",
        runtime,
        handler,
        // Long enough for machines with much else to do.
        10,
        image == null ? null : "/init",
        3,
        null,
        0,
        128,
        64,
        concurrency,
        maxInstances,
        false,
        false,
        JavaOptions.NONE,
        Agencies.NONE,
        Mounts.NONE,
        name,
        List.of(),
        image == null ? null : CustomImage.plain(image),
        Access.Internet.ONLY,
        Map.of("GREETING", "hello"));
  }

  /** The same with a pre-stop handler. */
  static FunctionRevision stopping(FunctionRevision function, String preStop, int seconds) {
    return changed(function, preStop, seconds, function.concurrency(), function.maxInstances());
  }

  /** The same with other limits. */
  static FunctionRevision concurrent(FunctionRevision function, int concurrency, int most) {
    return changed(function, null, 0, concurrency, most);
  }

  private static FunctionRevision changed(
      FunctionRevision function,
      @Nullable String preStop,
      int preStopTimeoutSeconds,
      int concurrency,
      int maxInstances) {
    return new FunctionRevision(
        function.key(),
        function.project(),
        function.packageName(),
        function.name(),
        function.version(),
        function.runtime(),
        function.handler(),
        // For machines with much else to do.
        60,
        function.initializer(),
        function.initializerTimeoutSeconds(),
        preStop,
        preStopTimeoutSeconds,
        function.memoryMegabytes(),
        function.temporaryMegabytes(),
        concurrency,
        maxInstances,
        function.dynamicMemory(),
        function.streams(),
        function.java(),
        function.agencies(),
        function.mounts(),
        function.code(),
        function.dependencies(),
        function.image(),
        function.access(),
        function.environment());
  }

  private static FunctionRevision changed(FunctionRevision function, JavaOptions options) {
    return new FunctionRevision(
        function.key() + options,
        function.project(),
        function.packageName(),
        function.name(),
        function.version(),
        function.runtime(),
        function.handler(),
        // For machines with much else to do.
        60,
        function.initializer(),
        function.initializerTimeoutSeconds(),
        function.preStop(),
        function.preStopTimeoutSeconds(),
        function.memoryMegabytes(),
        function.temporaryMegabytes(),
        function.concurrency(),
        function.maxInstances(),
        function.dynamicMemory(),
        function.streams(),
        options,
        function.agencies(),
        function.mounts(),
        function.code(),
        function.dependencies(),
        function.image(),
        function.access(),
        function.environment());
  }

  private void write(String name, String file, String text) {
    try {
      Path code = Files.createDirectories(folder.resolve(name));
      Path path = code.resolve(file);
      Files.writeString(path, text);
      permit(code);
      permit(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void permit(Path path) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  @Override
  public Path unpacked(String name, List<String> dependencies) {
    return folder.resolve(name);
  }

  @Override
  public Path archive(String name) {
    throw new UnsupportedOperationException();
  }
}
