package io.planform.host.runtime;

import org.junit.jupiter.api.BeforeAll;

/** The bootstrap in its image. */
class NodeImageDockerTest extends ModernNodeBootstrapContract {
  @BeforeAll
  static void makeImages() {
    TestImages.prepare();
  }

  @Override
  Bootstrap bootstrap() {
    return Bootstrap.inImage("Node.js18.15");
  }
}
