package io.planform.host.runtime;

import org.jspecify.annotations.Nullable;

/**
 * A recipe's folder, and what one runtime gives to it.
 *
 * @param image the public image to start from; null for the one that the Dockerfile names
 * @param payload what {@code fetch} brings where the base was made on this machine; null for none
 * @param debian the suite of Debian, and the packages of it, that make the base on this machine,
 *     divided by a space: {@code sid openjdk-8-jre-headless}; null where the one for all does
 * @param path where functions find the interpreter; null where the recipe decides
 */
record RecipeArguments(
    String folder,
    @Nullable String image,
    @Nullable String payload,
    @Nullable String debian,
    @Nullable String path) {

  /** A folder that needs nothing more. */
  static RecipeArguments of(String folder) {
    return new RecipeArguments(folder, null, null, null, null);
  }
}
