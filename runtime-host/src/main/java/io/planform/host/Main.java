package io.planform.host;

import io.planform.host.doctor.Check;
import io.planform.host.engine.EngineException;
import io.planform.host.runtime.RecipeException;
import io.planform.host.spare.SpareSettings;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The process: {@code run}, {@code doctor}, {@code images} or {@code runtimes}. */
public final class Main {
  private static final String USAGE =
      """
      usage: run    --home DIR --runtimes FOLDER [--port N] [--gateway-port N] [--tls-port N]
                    [--bucket-port N] [--spares N]
             doctor --home DIR --runtimes FOLDER
             images --home DIR --runtimes FOLDER [--only NAME,NAME]
             runtimes --home DIR --runtimes FOLDER""";

  private Main() {}

  public static void main(String[] arguments) {
    int exit;
    try {
      Arguments parsed = Arguments.parse(List.of(arguments));
      exit =
          switch (parsed.command()) {
            case "run" -> run(parsed);
            case "doctor" -> report(LocalMachine.checks(parsed.home(), parsed.runtimes()));
            case "images" ->
                report(
                    LocalMachine.prepareImages(
                            parsed.home(), parsed.runtimes(), parsed.only(), System.out::println)
                        .stream()
                        .filter(check -> check.status() != Check.Status.OK)
                        .toList());
            case "runtimes" -> standings(parsed);
            default -> throw new Arguments.Unusable("There is no command " + parsed.command());
          };
    } catch (Arguments.Unusable e) {
      System.err.println(e.getMessage());
      System.err.println(USAGE);
      exit = 1;
    } catch (EngineException e) {
      System.err.println("Error: " + e.getMessage());
      exit = 1;
    }
    System.exit(exit);
  }

  /** Runs until the process is told to end. */
  private static int run(Arguments arguments) {
    Path home = arguments.home();
    CompletableFuture<Optional<Host>> started = new CompletableFuture<>();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(started), "stop"));
    try {
      LocalMachine machine =
          new LocalMachine(
              home, arguments.runtimes(), SpareSettings.ofThisMachine(arguments.spares()));
      Host host =
          Host.start(
              new HostOptions(
                  home,
                  arguments.port(),
                  arguments.gatewayPort(),
                  arguments.securePort(),
                  arguments.bucketPort(),
                  System.getenv()),
              machine.runtimes(),
              machine,
              InstantSource.system());
      started.complete(Optional.of(host));
    } catch (HostException e) {
      System.err.println("Error: " + e.getMessage());
      return 1;
    } catch (RecipeException e) {
      System.err.println("Error: " + e.getMessage() + ": " + e.hint());
      return 1;
    } finally {
      started.complete(Optional.empty());
    }
    awaitEnd();
    return 0;
  }

  /**
   * Takes down the host. A signal may come while it starts: then it starts first, so that nothing
   * it makes is forgotten.
   *
   * @param started empty when the start failed, which has left nothing
   */
  private static void stop(CompletableFuture<Optional<Host>> started) {
    started
        .join()
        .ifPresent(
            host -> {
              host.close();
              // The signal's own exit status would look like a failure.
              Runtime.getRuntime().halt(0);
            });
  }

  private static void awaitEnd() {
    try {
      Thread.currentThread().join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static int standings(Arguments arguments) {
    try {
      LocalMachine.runtimes(arguments.home(), arguments.runtimes())
          .forEach(standing -> System.out.println(standing.line()));
      return 0;
    } catch (RecipeException e) {
      System.err.println("Error: " + e.getMessage() + ": " + e.hint());
      return 1;
    }
  }

  private static int report(List<Check> checks) {
    checks.forEach(check -> System.out.println(check.line()));
    boolean missing = checks.stream().anyMatch(c -> c.status() == Check.Status.MISSING);
    return missing ? 1 : 0;
  }
}
