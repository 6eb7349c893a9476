package io.planform.host.engine;

import io.planform.host.runtime.PreparedImages;
import io.planform.host.runtime.RuntimeImages;
import java.nio.file.Path;

/** The images that the tests on a real engine use: those of the repository's recipes. */
public final class TestImages {
  private static final RuntimeImages IMAGES = new PreparedImages(Path.of("..", "runtimes"));

  private TestImages() {}

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
