package io.planform.host.engine;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.AccessMode;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.PropagationMode;
import com.github.dockerjava.api.model.SELContext;
import com.github.dockerjava.api.model.Volume;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The container a function runs in, as the engine is asked for it.
 *
 * @param code what is at {@code /opt/function/code}
 * @param folders that it shares with others
 * @param environment variables besides those that every function has; the engine shows them
 */
record FunctionContainer(
    Home home,
    Sandbox sandbox,
    Surroundings surroundings,
    EntryPoint entry,
    Optional<Bind> code,
    List<SharedFolder> folders,
    Map<String, String> environment) {
  private static final String CODE = "/opt/function/code";

  static Bind fixed(Path code) {
    return bind(code, CODE, AccessMode.ro);
  }

  /** What is mounted on the folder later appears inside. */
  static Bind later(Path folder) {
    return new Bind(
        folder.toString(),
        new Volume(CODE),
        AccessMode.ro,
        SELContext.none,
        null,
        PropagationMode.SLAVE);
  }

  private static Bind bind(Path source, String target, AccessMode mode) {
    return new Bind(source.toString(), new Volume(target), mode);
  }

  /** Makes it, in the network that the holder is in when it is started; its id. */
  String create(DockerClient docker, Holder holder, Path temporary) {
    CreateContainerCmd create =
        docker
            .createContainerCmd(sandbox.image())
            .withName("planform-" + home.hash() + "-" + surroundings.id())
            .withLabels(Containers.labels(home, surroundings.id()))
            .withUser(entry.owner())
            .withAttachStdout(true)
            .withAttachStderr(true)
            .withEnv(variables())
            .withHostConfig(
                Containers.sandbox(sandbox.memoryMegabytes() * 1024L * 1024L)
                    .withNanoCPUs((long) (sandbox.cpus() * 1e9))
                    .withCpuShares(Math.max(2, sandbox.cpuShare()))
                    .withNetworkMode("container:" + holder.container())
                    .withBinds(binds(temporary)));
    if (!entry.command().isEmpty()) {
      create.withEntrypoint(entry.command());
    }
    if (!entry.arguments().isEmpty()) {
      create.withCmd(entry.arguments());
    }
    entry.directory().ifPresent(create::withWorkingDir);
    return create.exec().getId();
  }

  private List<Bind> binds(Path temporary) {
    InstanceDirectory directory = surroundings.directory();
    List<Bind> binds = new ArrayList<>();
    binds.add(bind(directory.run(), "/run/planform", AccessMode.ro));
    binds.add(bind(temporary, "/tmp", AccessMode.rw));
    for (String name : InstanceDirectory.NAMES) {
      binds.add(bind(directory.etc(name), "/etc/" + name, AccessMode.ro));
    }
    code.ifPresent(binds::add);
    folders.forEach(each -> binds.add(bind(each.source(), each.target(), AccessMode.rw)));
    return binds;
  }

  private List<String> variables() {
    List<String> variables = new ArrayList<>();
    variables.add("RUNTIME_API_ADDR=127.0.0.1:9000");
    variables.add("HOSTNAME=" + surroundings.id());
    environment.forEach((name, value) -> variables.add(name + "=" + value));
    return variables;
  }
}
