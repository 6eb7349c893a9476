package io.planform.host.instance;

import io.planform.host.code.CodeSource;
import io.planform.host.dispatch.FunctionInstance;
import io.planform.host.dispatch.FunctionInstances;
import io.planform.host.engine.InstanceEngine;
import io.planform.host.function.FunctionRevision;
import io.planform.host.runtime.RuntimeImages;

/** Instances on a container engine. */
public final class ContainerInstances implements FunctionInstances {
  private final InstanceEngine engine;
  private final RuntimeImages images;
  private final CodeSource codes;
  private final InstanceSettings settings;

  public ContainerInstances(
      InstanceEngine engine, RuntimeImages images, CodeSource codes, InstanceSettings settings) {
    this.engine = engine;
    this.images = images;
    this.codes = codes;
    this.settings = settings;
  }

  @Override
  public FunctionInstance create(FunctionRevision function, FunctionInstance.Listener listener) {
    return new Instance(function, new Blueprint(engine, images, codes, settings), listener);
  }
}
