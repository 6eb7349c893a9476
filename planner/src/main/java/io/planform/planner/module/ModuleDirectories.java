package io.planform.planner.module;

import io.planform.planner.config.Configuration.ModuleCall;
import io.planform.planner.config.ModulePath;
import io.planform.spi.diagnostic.Diagnostics;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Finds the files of called modules. */
@FunctionalInterface
public interface ModuleDirectories {

  /**
   * The directory that a call's source and version mean.
   *
   * @param module that the call makes
   * @param caller directory of the calling module
   * @return null after a reported error
   */
  @Nullable Path find(ModulePath module, ModuleCall call, Path caller, Diagnostics diagnostics);
}
