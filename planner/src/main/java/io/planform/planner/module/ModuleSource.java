package io.planform.planner.module;

import org.jspecify.annotations.Nullable;

/**
 * The {@code source} of a module call, in the forms that Terraform documents. All but local ones
 * may name a directory inside the package after a double slash.
 */
sealed interface ModuleSource {

  /** {@code ./x}, {@code ../x}: a part of the calling module's own package. */
  record Local(String path) implements ModuleSource {}

  /** An absolute directory of this machine. */
  record Directory(String path, String subdirectory) implements ModuleSource {}

  /**
   * @param url as Git takes it
   * @param ref branch, tag or commit; null for the default branch
   */
  record Git(String url, @Nullable String ref, String subdirectory) implements ModuleSource {

    /** The same for every directory of one package. */
    String key() {
      return ref == null ? url : url + "?ref=" + ref;
    }
  }

  /**
   * @param url http, https or file
   * @param type {@code zip}, {@code tar.gz} and so on; null for a page that tells where the module
   *     is
   * @param sha256 that the archive must have; null if the source names none
   */
  record Archive(String url, @Nullable String type, @Nullable String sha256, String subdirectory)
      implements ModuleSource {}

  /** {@code host/namespace/name/system}; the only ones that have versions. */
  record Registry(String host, String namespace, String name, String system, String subdirectory)
      implements ModuleSource {}

  /**
   * @param why a sentence
   */
  record Unusable(String why) implements ModuleSource {}
}
