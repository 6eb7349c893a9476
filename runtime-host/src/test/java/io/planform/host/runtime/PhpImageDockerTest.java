package io.planform.host.runtime;

import org.junit.jupiter.api.BeforeAll;

/** The bootstrap in its image. */
class PhpImageDockerTest extends PhpBootstrapContract {
  @BeforeAll
  static void makeImage() {
    TestImages.prepare("PHP8.2");
  }

  @Override
  Bootstrap bootstrap() {
    return Bootstrap.inImage("PHP8.2");
  }
}
