package io.planform.host.engine;

import io.planform.host.process.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What there is of a host on this machine. */
public final class Leftovers {
  private Leftovers() {}

  /** The ids of all containers of a home, running or not. */
  public static Set<String> containers(Path home) {
    return lines("docker", "ps", "--all", "--quiet", "--filter", label(home));
  }

  /** The names of a home's network holders that run. */
  public static Set<String> holders(Path home) {
    return running(home).stream()
        .filter(name -> name.endsWith("-holder"))
        .collect(Collectors.toSet());
  }

  /** The process ids of the functions' containers of a home. */
  public static Set<Long> functionProcesses(Path home) {
    return running(home).stream()
        .filter(name -> !name.endsWith("-holder"))
        .flatMap(name -> lines("docker", "inspect", "--format", "{{.State.Pid}}", name).stream())
        .filter(line -> line.matches("[1-9][0-9]*"))
        .map(Long::valueOf)
        .collect(Collectors.toSet());
  }

  private static Set<String> running(Path home) {
    return lines("docker", "ps", "--filter", label(home), "--format", "{{.Names}}");
  }

  /** The mounts in the folders of a home. */
  public static Set<String> mounts(Path home) throws IOException {
    String instances = Home.of(home).instances().toString();
    return Files.readAllLines(Path.of("/proc/self/mountinfo")).stream()
        .filter(line -> line.contains(instances) || line.contains(home.toString() + "/"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String label(Path home) {
    return "label=" + Home.LABEL + "=" + Home.of(home).hash();
  }

  private static Set<String> lines(String... words) {
    return Command.run(List.of(words))
        .output()
        .lines()
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
