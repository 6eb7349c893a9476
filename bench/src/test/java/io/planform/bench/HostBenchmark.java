package io.planform.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.planform.host.code.CodeSource;
import io.planform.host.dispatch.DispatchSettings;
import io.planform.host.dispatch.Dispatcher;
import io.planform.host.dispatch.Invocation;
import io.planform.host.engine.DockerEngine;
import io.planform.host.engine.Sandbox;
import io.planform.host.filesystem.Mounts;
import io.planform.host.function.Agencies;
import io.planform.host.function.FunctionRevision;
import io.planform.host.function.JavaOptions;
import io.planform.host.instance.ContainerInstances;
import io.planform.host.instance.InstanceSettings;
import io.planform.host.network.Access;
import io.planform.host.process.Command;
import io.planform.host.runtime.PreparedImages;
import io.planform.host.spare.SpareInstances;
import io.planform.host.spare.SpareSettings;
import io.planform.host.trace.Tracing;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a first call of a function costs with a spare instance at hand and without, and a later one,
 * beside a bare {@code docker run}. Needs root, an engine and the images of {@code host up}.
 */
class HostBenchmark {
  private static final int TIMES = Integer.getInteger("bench.calls", 20);
  private static final PreparedImages IMAGES = new PreparedImages(Path.of("../runtimes"));

  @TempDir Path home;
  @TempDir Path codes;

  @Test
  void firstCalls() throws Exception {
    System.out.printf("%-44s %9s %9s %9s%n", "milliseconds", "least", "median", "most");
    for (String runtime : List.of("Node.js18.15", "Python3.10")) {
      bare(runtime);
      calls(runtime, SpareSettings.NONE, "started for it");
      calls(runtime, new SpareSettings(1, 4096, Duration.ofHours(1)), "given a spare");
    }
  }

  /**
   * What traces cost a call of a warm function: without any, switched off, and all of them told.
   */
  @Test
  void traces() throws Exception {
    CodeSource source = new OneFolder(code());
    Map<String, String> told =
        Map.of(
            "OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:9",
            "OTEL_TRACES_SAMPLER", "always_on");
    List<Double> without = new ArrayList<>();
    List<Double> off = new ArrayList<>();
    List<Double> on = new ArrayList<>();
    try (var engine = DockerEngine.open(home, IMAGES::holder);
        var spares = new SpareInstances(engine, SpareSettings.NONE);
        var dispatcher =
            new Dispatcher(
                new ContainerInstances(
                    engine, spares, IMAGES, source, InstanceSettings.of("local-1")),
                DispatchSettings.ofThisMachine());
        Tracing none = Tracing.off();
        Tracing all = Tracing.of(told)) {
      FunctionRevision function = function("Node.js18.15", 0);
      // The first ones are for the start of everything.
      for (int i = -200; i < TIMES * 100; i++) {
        double first = call(dispatcher, function);
        double second = none.serve(Map.of(), "call", () -> call(dispatcher, function));
        double third = all.serve(Map.of(), "call", () -> call(dispatcher, function));
        if (i >= 0) {
          without.add(first);
          off.add(second);
          on.add(third);
        }
      }
    }
    System.out.printf("%-44s %9s %9s %9s%n", "milliseconds", "least", "median", "most");
    row("warm call, no traces", without);
    row("warm call, traces switched off", off);
    row("warm call, all traces told", on);
    System.out.printf(
        "median off / none %.3f, on / none %.3f%n",
        median(off) / median(without), median(on) / median(without));
  }

  private static double median(List<Double> sorted) {
    return sorted.get(sorted.size() / 2);
  }

  private static void bare(String runtime) {
    String image = IMAGES.find(runtime).orElseThrow().reference();
    List<Double> millis = new ArrayList<>();
    for (int i = 0; i < TIMES; i++) {
      long begun = System.nanoTime();
      Command.Outcome outcome =
          Command.run(List.of("docker", "run", "--rm", "--entrypoint", "true", image));
      millis.add((System.nanoTime() - begun) / 1e6);
      if (!outcome.succeeded()) {
        throw new IllegalStateException(outcome.output());
      }
    }
    row(runtime + ", docker run of nothing", millis);
  }

  private void calls(String runtime, SpareSettings settings, String what) throws Exception {
    Path code = code();
    CodeSource source = new OneFolder(code);
    List<Double> first = new ArrayList<>();
    List<Double> later = new ArrayList<>();
    try (var engine = DockerEngine.open(home, IMAGES::holder);
        var spares = new SpareInstances(engine, settings);
        var dispatcher =
            new Dispatcher(
                new ContainerInstances(
                    engine, spares, IMAGES, source, InstanceSettings.of("local-1")),
                DispatchSettings.ofThisMachine())) {
      // The first one is for the start of everything.
      for (int i = -1; i < TIMES; i++) {
        FunctionRevision function = function(runtime, i);
        if (settings.each() > 0) {
          dispatcher.expect(function);
          awaitSpare(spares, function);
        }
        double cold = call(dispatcher, function);
        double warm = call(dispatcher, function);
        if (i >= 0) {
          first.add(cold);
          later.add(warm);
        }
        dispatcher.removed(function.key());
      }
    }
    row(runtime + ", first call, " + what, first);
    row(runtime + ", second call", later);
  }

  private static void awaitSpare(SpareInstances spares, FunctionRevision function)
      throws InterruptedException {
    String image = IMAGES.find(function.runtime()).orElseThrow().reference();
    Sandbox kind = Sandbox.of(image, function.memoryMegabytes(), function.temporaryMegabytes());
    while (spares.ready(kind) == 0) {
      Thread.sleep(5);
    }
    // What made it has ended.
    Thread.sleep(200);
  }

  private static double call(Dispatcher dispatcher, FunctionRevision function) {
    var event =
        new Invocation.Event(
            UUID.randomUUID().toString(), "{}".getBytes(UTF_8), Invocation.Source.SYNC);
    long begun = System.nanoTime();
    Invocation.Result result = dispatcher.invoke(function, event);
    double millis = (System.nanoTime() - begun) / 1e6;
    if (!(result instanceof Invocation.Answer)) {
      throw new IllegalStateException(result.toString());
    }
    return millis;
  }

  private Path code() throws Exception {
    var readable = PosixFilePermissions.fromString("rwxr-xr-x");
    Files.setPosixFilePermissions(codes, readable);
    Path code = Files.createDirectories(codes.resolve("code"));
    Files.writeString(code.resolve("index.js"), "exports.handler = async (event) => event;\n");
    Files.writeString(code.resolve("index.py"), "def handler(event, context):\n    return event\n");
    Files.setPosixFilePermissions(code, readable);
    return code;
  }

  private record OneFolder(Path folder) implements CodeSource {
    @Override
    public Path unpacked(String name, List<String> dependencies) {
      return folder;
    }

    @Override
    public Path archive(String name) {
      throw new UnsupportedOperationException();
    }
  }

  private static FunctionRevision function(String runtime, int number) {
    return new FunctionRevision(
        "urn:fss:local-1:0123456789abcdef0123456789abcdef:function:default:f"
            + number
            + ":latest#1",
        "0123456789abcdef0123456789abcdef",
        "default",
        "f" + number,
        "latest",
        runtime,
        "index.handler",
        60,
        null,
        3,
        null,
        0,
        128,
        512,
        1,
        -1,
        false,
        false,
        JavaOptions.NONE,
        Agencies.NONE,
        Mounts.NONE,
        "code",
        List.of(),
        null,
        Access.Internet.ONLY,
        Map.of());
  }

  private static void row(String what, List<Double> millis) {
    Collections.sort(millis);
    System.out.printf(
        "%-44s %9.2f %9.2f %9.2f%n",
        what, millis.getFirst(), millis.get(millis.size() / 2), millis.getLast());
  }
}
