package io.planform.host.runtime;

import org.junit.jupiter.api.BeforeAll;

/** The oldest Python: the bootstrap is written for it. */
class OldPythonImageDockerTest extends PythonBootstrapContract {
  @BeforeAll
  static void makeImage() {
    TestImages.prepare("Python3.7");
  }

  @Override
  Bootstrap bootstrap() {
    return Bootstrap.inImage("Python3.7");
  }
}
