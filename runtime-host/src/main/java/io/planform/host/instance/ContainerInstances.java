package io.planform.host.instance;

import io.planform.host.code.CodeSource;
import io.planform.host.dispatch.FunctionInstance;
import io.planform.host.dispatch.FunctionInstances;
import io.planform.host.engine.EngineException;
import io.planform.host.engine.InstanceEngine;
import io.planform.host.function.FunctionRevision;
import io.planform.host.runtime.RuntimeImages;
import io.planform.host.spare.SpareInstances;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Instances on a container engine. */
public final class ContainerInstances implements FunctionInstances, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ContainerInstances.class);

  private final Deadlines deadlines = new Deadlines();
  private final Blueprint blueprint;

  public ContainerInstances(
      InstanceEngine engine,
      SpareInstances spares,
      RuntimeImages images,
      CodeSource codes,
      InstanceSettings settings) {
    this.blueprint = new Blueprint(engine, spares, images, codes, settings, deadlines);
  }

  @Override
  public FunctionInstance create(FunctionRevision function, FunctionInstance.Listener listener) {
    return new Instance(function, blueprint, listener);
  }

  @Override
  public void expect(FunctionRevision function) {
    try {
      blueprint.expect(function);
    } catch (EngineException e) {
      LOG.info("no instance is started ahead for {}: {}", function, e.getMessage());
    }
  }

  /** No time limit holds any more. */
  @Override
  public void close() {
    deadlines.close();
  }
}
