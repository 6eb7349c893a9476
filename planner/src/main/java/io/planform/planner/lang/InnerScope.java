package io.planform.planner.lang;

import io.planform.planner.lang.file.FileAccess;
import io.planform.spi.provider.ProviderFunction;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A scope in which some names mean something else than around it; all beside is as there. */
public interface InnerScope extends Scope {

  /** The scope around this one. */
  Scope outer();

  @Override
  default Path baseDirectory() {
    return outer().baseDirectory();
  }

  @Override
  default FileAccess files() {
    return outer().files();
  }

  @Override
  default @Nullable Instant planTime() {
    return outer().planTime();
  }

  @Override
  default boolean isPlanning() {
    return outer().isPlanning();
  }

  @Override
  default @Nullable ProviderFunction providerFunction(String provider, String name) {
    return outer().providerFunction(provider, name);
  }
}
