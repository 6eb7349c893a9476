package io.planform.host;

import io.planform.host.code.CodeSource;
import io.planform.host.dispatch.DispatchSettings;
import io.planform.host.dispatch.Dispatcher;
import io.planform.host.dispatch.Invoker;
import io.planform.host.doctor.Check;
import io.planform.host.engine.DockerEngine;
import io.planform.host.engine.DockerSocket;
import io.planform.host.instance.ContainerInstances;
import io.planform.host.instance.InstanceSettings;
import io.planform.host.network.NetworkPlan;
import io.planform.host.runtime.ImagePreparation;
import io.planform.host.runtime.ImagesOnDemand;
import io.planform.host.runtime.PreparedImages;
import io.planform.host.runtime.RecipeException;
import io.planform.host.runtime.RuntimeCatalogue;
import io.planform.host.runtime.RuntimeStanding;
import io.planform.host.spare.SpareInstances;
import io.planform.host.spare.SpareSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Functions in containers of this machine's Docker engine. */
final class LocalMachine implements InvokerSource {
  private final Path home;
  private final PreparedImages prepared;
  private final ImagesOnDemand images;
  private final SpareSettings spareSettings;
  private @Nullable DockerEngine engine;
  private @Nullable SpareInstances spares;
  private @Nullable ContainerInstances instances;

  /**
   * @param recipes the folder {@code runtimes} of the repository or the distribution
   * @throws RecipeException when its catalogue cannot be used
   */
  LocalMachine(Path home, Path recipes, SpareSettings spareSettings) {
    this.home = home;
    this.spareSettings = spareSettings;
    this.prepared = new PreparedImages(recipes);
    this.images =
        new ImagesOnDemand(
            prepared, new ImagePreparation(DockerSocket.ofThisMachine(), recipes, home));
  }

  RuntimeCatalogue runtimes() {
    return prepared.catalogue();
  }

  @Override
  public Invoker open(CodeSource code, InstanceSettings settings) {
    DockerEngine opened = DockerEngine.open(home, images::holder);
    engine = opened;
    SpareInstances prepared = new SpareInstances(opened, spareSettings);
    spares = prepared;
    ContainerInstances made = new ContainerInstances(opened, prepared, images, code, settings);
    instances = made;
    return new Dispatcher(made, DispatchSettings.ofThisMachine());
  }

  @Override
  public void follow(Supplier<NetworkPlan> plan) {
    if (engine != null) {
      engine.follow(plan);
    }
  }

  @Override
  public void close() {
    if (instances != null) {
      instances.close();
    }
    if (spares != null) {
      spares.close();
    }
    if (engine != null) {
      engine.close();
    }
    images.close();
  }

  /** What is there and what is missing; nothing is changed, a running host goes on. */
  static List<Check> checks(Path home, Path recipes) {
    Check engine = DockerEngine.look();
    if (engine.status() == Check.Status.MISSING) {
      return List.of(engine);
    }
    List<Check> checks = new ArrayList<>(List.of(engine));
    try (ImagePreparation images =
        new ImagePreparation(DockerSocket.ofThisMachine(), recipes, home)) {
      checks.addAll(images.checks());
    }
    return checks;
  }

  static List<RuntimeStanding> runtimes(Path home, Path recipes) {
    try (ImagePreparation images =
        new ImagePreparation(DockerSocket.ofThisMachine(), recipes, home)) {
      return images.standings();
    }
  }

  /**
   * Makes the images that are missing.
   *
   * @param runtimes by the API's names; none for those that are made ahead
   */
  static List<Check> prepareImages(
      Path home, Path recipes, List<String> runtimes, Consumer<String> progress) {
    try (ImagePreparation images =
        new ImagePreparation(DockerSocket.ofThisMachine(), recipes, home)) {
      return images.prepare(runtimes, progress);
    }
  }
}
