package io.planform.host.engine;

import io.planform.host.runtime.ImagePreparation;
import io.planform.host.runtime.PreparedImages;
import io.planform.host.runtime.RuntimeImages;
import java.nio.file.Path;

/**
 * The images that the tests on a real engine use, made from the repository's recipes if missing.
 */
public final class TestImages {
  private static final RuntimeImages IMAGES = prepared(Path.of("..", "runtimes"));

  private TestImages() {}

  private static RuntimeImages prepared(Path recipes) {
    Path home = Path.of("target", "images").toAbsolutePath();
    Path socket = Path.of("/var/run/docker.sock");
    try (var preparation = new ImagePreparation(socket, recipes, home)) {
      preparation.prepare(System.err::println).forEach(check -> System.err.println(check.line()));
    }
    return new PreparedImages(recipes);
  }

  public static RuntimeImages all() {
    return IMAGES;
  }

  public static String holder() {
    return IMAGES.holder();
  }

  /** Runs {@code bootstrap} of the code folder; has a shell, Python and Node. */
  public static String custom() {
    return IMAGES.find("Custom").orElseThrow().reference();
  }
}
