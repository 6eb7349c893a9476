package io.planform.host.runtime;

import org.junit.jupiter.api.BeforeAll;

/** The bootstrap in its image. */
class JavaImageDockerTest extends ModernJavaBootstrapContract {
  @BeforeAll
  static void makeImages() {
    TestImages.prepare();
  }

  @Override
  Bootstrap bootstrap() {
    return Bootstrap.inImage("Java17");
  }
}
