package io.planform.host.engine;

/** The images that the tests on a real engine use. */
public final class TestImages {
  private TestImages() {}

  public static String holder() {
    return "engine-test-holder:1";
  }

  /** Runs {@code bootstrap} of the code folder; has a shell, Python and Node. */
  public static String custom() {
    return "engine-test-custom:1";
  }
}
