package io.planform.host.instance;

import io.planform.host.code.CodeSource;
import io.planform.host.engine.EngineException;
import io.planform.host.engine.EngineInstance;
import io.planform.host.engine.InstanceEngine;
import io.planform.host.engine.InstanceListener;
import io.planform.host.engine.InstanceSpec;
import io.planform.host.function.FunctionRevision;
import io.planform.host.runtime.RuntimeImage;
import io.planform.host.runtime.RuntimeImage.Protocol;
import io.planform.host.runtime.RuntimeImages;
import java.util.Optional;

/** What instances are built from. */
record Blueprint(
    InstanceEngine engine, RuntimeImages images, CodeSource codes, InstanceSettings settings) {

  /** Connections to the runtime API beyond one for each request that runs. */
  private static final int SPARE_CONNECTIONS = 16;

  /** The image of the function's runtime, or of the function itself. */
  RuntimeImage image(FunctionRevision function) {
    String own = function.image();
    if (own != null) {
      return new RuntimeImage(own, Protocol.IMAGE);
    }
    return images
        .find(function.runtime())
        .orElseThrow(
            () ->
                new EngineException(
                    "There is no image of the runtime " + function.runtime() + "."));
  }

  EngineInstance start(FunctionRevision function, RuntimeImage image, InstanceListener listener) {
    String code = function.code();
    double cores = Math.max(1, function.memoryMegabytes() / 1024.0);
    return engine.start(
        new InstanceSpec(
            function.key(),
            image.reference(),
            code == null
                ? Optional.empty()
                : Optional.of(codes.unpacked(code, function.dependencies())),
            function.memoryMegabytes(),
            function.temporaryMegabytes(),
            Math.min(cores, Runtime.getRuntime().availableProcessors()),
            function.memoryMegabytes(),
            new Specialization(function, settings.region()).toVariables(),
            image.protocol() != Protocol.IMAGE,
            SPARE_CONNECTIONS + function.concurrency(),
            listener));
  }
}
