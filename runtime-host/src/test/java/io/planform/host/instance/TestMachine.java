package io.planform.host.instance;

import io.planform.host.code.CodeSource;
import io.planform.host.dispatch.DispatchSettings;
import io.planform.host.dispatch.Dispatcher;
import io.planform.host.engine.DockerEngine;
import io.planform.host.engine.TestImages;
import io.planform.host.spare.SpareInstances;
import io.planform.host.spare.SpareSettings;
import java.nio.file.Path;

/** A dispatcher whose instances are containers, without the API before it. */
final class TestMachine implements AutoCloseable {
  private final DockerEngine engine;
  private final SpareInstances spares;
  private final Dispatcher dispatcher;

  TestMachine(Path home, CodeSource codes) {
    this(home, codes, SpareSettings.NONE, InstanceSettings.of("local-1"));
  }

  TestMachine(Path home, CodeSource codes, SpareSettings spares, InstanceSettings instances) {
    this.engine = DockerEngine.open(home, TestImages::holder);
    this.spares = new SpareInstances(engine, spares);
    this.dispatcher =
        new Dispatcher(
            new ContainerInstances(engine, this.spares, TestImages.all(), codes, instances),
            DispatchSettings.ofThisMachine());
  }

  Dispatcher dispatcher() {
    return dispatcher;
  }

  SpareInstances spares() {
    return spares;
  }

  @Override
  public void close() {
    dispatcher.close();
    spares.close();
    engine.close();
  }
}
