package io.planform.host.instance;

import io.planform.host.code.CodeSource;
import io.planform.host.engine.EngineException;
import io.planform.host.engine.EngineInstance;
import io.planform.host.engine.EntryPoint;
import io.planform.host.engine.InstanceEngine;
import io.planform.host.engine.InstanceListener;
import io.planform.host.engine.InstanceSpec;
import io.planform.host.engine.Sandbox;
import io.planform.host.engine.Service;
import io.planform.host.engine.SharedFolder;
import io.planform.host.filesystem.FileSystemException;
import io.planform.host.filesystem.Mounts;
import io.planform.host.function.CustomImage;
import io.planform.host.function.FunctionRevision;
import io.planform.host.network.Access;
import io.planform.host.runtime.RuntimeImage;
import io.planform.host.runtime.RuntimeImage.Protocol;
import io.planform.host.runtime.RuntimeImages;
import io.planform.host.spare.SpareInstances;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What instances are built from. */
record Blueprint(
    InstanceEngine engine,
    SpareInstances spares,
    RuntimeImages images,
    CodeSource codes,
    InstanceSettings settings,
    Deadlines deadlines) {
  private static final Logger LOG = LoggerFactory.getLogger(Blueprint.class);

  /** Connections to the runtime API beyond one for each request that runs. */
  private static final int SPARE_CONNECTIONS = 16;

  /** The image of the function's runtime, or of the function itself. */
  RuntimeImage image(FunctionRevision function) {
    CustomImage own = function.image();
    if (own != null) {
      return new RuntimeImage(
          own.reference(), function.servesHttp() ? Protocol.HTTP : Protocol.IMAGE);
    }
    return images
        .find(function.runtime())
        .orElseThrow(
            () ->
                new EngineException(
                    "There is no image of the runtime " + function.runtime() + "."));
  }

  /** A spare instance that takes the function, if one is at hand. */
  Optional<EngineInstance> adopt(
      FunctionRevision function, RuntimeImage image, InstanceListener listener) {
    String code = function.code();
    if (!canTakeSpares(function) || code == null) {
      return Optional.empty();
    }
    try {
      return spares
          .take(sandbox(function, image))
          .map(
              spare ->
                  spare.adopt(
                      unpacked(function, code),
                      variables(function),
                      services(function),
                      connections(function),
                      listener));
    } catch (EngineException e) {
      LOG.warn("a spare instance cannot take {}: {}", function, e.getMessage());
      return Optional.empty();
    }
  }

  /** Has spare instances started that could take the function. */
  void expect(FunctionRevision function) {
    if (canTakeSpares(function)) {
      spares.expect(sandbox(function, image(function)));
    }
  }

  /**
   * What a function's own image starts is the function already; and what is mounted, who runs, and
   * in which network, is settled when a container is made.
   */
  private static boolean canTakeSpares(FunctionRevision function) {
    return function.image() == null
        && function.mounts().equals(Mounts.NONE)
        && function.access() == Access.Internet.ONLY;
  }

  EngineInstance start(FunctionRevision function, RuntimeImage image, InstanceListener listener) {
    return engine.start(
        new InstanceSpec(
            function.key(),
            sandbox(function, image),
            Optional.ofNullable(function.code()).map(code -> unpacked(function, code)),
            variables(function),
            Optional.ofNullable(function.image()).map(own -> entryPoint(own, function.mounts())),
            services(function),
            function.mounts().owner(EntryPoint.OF_IMAGE.owner()),
            folders(function),
            connections(function),
            function.access(),
            listener));
  }

  private Map<String, String> variables(FunctionRevision function) {
    return new Specialization(function, settings).toVariables();
  }

  private List<Service> services(FunctionRevision function) {
    return Specialization.services(function, settings);
  }

  private static EntryPoint entryPoint(CustomImage image, Mounts mounts) {
    return new EntryPoint(
        image.commandWords(),
        image.argumentWords(),
        image.directory(),
        mounts.owner(image.owner()));
  }

  private List<SharedFolder> folders(FunctionRevision function) {
    try {
      return settings.mounts().attach(function.mounts()).stream()
          .map(each -> new SharedFolder(each.source(), each.path()))
          .toList();
    } catch (FileSystemException e) {
      throw new EngineException(e.getMessage(), e);
    }
  }

  private static Sandbox sandbox(FunctionRevision function, RuntimeImage image) {
    return Sandbox.of(image.reference(), function.memoryMegabytes(), function.temporaryMegabytes());
  }

  private Path unpacked(FunctionRevision function, String code) {
    return codes.unpacked(code, function.dependencies());
  }

  private static int connections(FunctionRevision function) {
    return SPARE_CONNECTIONS + function.concurrency();
  }
}
