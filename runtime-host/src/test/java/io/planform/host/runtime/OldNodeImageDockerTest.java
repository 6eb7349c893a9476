package io.planform.host.runtime;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The oldest Node.js: the bootstrap is written for it. */
class OldNodeImageDockerTest extends NodeBootstrapContract {
  @BeforeAll
  static void makeImage() {
    TestImages.prepare("Node.js6.10");
  }

  @Override
  Bootstrap bootstrap() {
    return Bootstrap.inImage("Node.js6.10");
  }

  @Test
  void refusesAnEcmaScriptModule() throws Exception {
    startWith("module.handler", null);
    String message = failed("load").path("errorMessage").asText();
    assertTrue(message.contains("which Node.js v6.10.3 cannot load"), message);
  }
}
