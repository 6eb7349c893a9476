package io.planform.host.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
  void hasTheBuiltInLibraries() throws Exception {
    startWith("libraries.handler", null);
    assertEquals("/v1/planform/ready", posted().path());
    assertEquals("\"1.5.1 4.6.0 4.17.10 4.16.4 2.88.0\"", exchange("r-1", "{}").body());
  }

  @Test
  void refusesAnEcmaScriptModule() throws Exception {
    startWith("module.handler", null);
    String message = failed("load").path("errorMessage").asText();
    assertTrue(message.contains("which Node.js v6.10.3 cannot load"), message);
  }
}
