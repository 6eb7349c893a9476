package io.planform.host.runtime;

import org.junit.jupiter.api.BeforeAll;

/** The oldest Java: the bootstrap is written for it. */
class OldJavaImageDockerTest extends JavaBootstrapContract {
  @BeforeAll
  static void makeImages() {
    TestImages.prepare();
    TestImages.prepare("Java8");
  }

  @Override
  Bootstrap bootstrap() {
    return Bootstrap.overLoopback("Java8");
  }
}
