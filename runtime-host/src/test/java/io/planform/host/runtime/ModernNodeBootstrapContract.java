package io.planform.host.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** What Node.js does since 12.17: async functions and ECMAScript modules. */
abstract class ModernNodeBootstrapContract extends NodeBootstrapContract {

  @Test
  void runsAnEcmaScriptModule() throws Exception {
    startWith("module.handler", null);
    assertEquals("/v1/planform/ready", posted().path());
    assertEquals("{\"module\":\"object\",\"event\":1}", exchange("r-1", "1").body());
  }

  @Test
  void awaitsAnAsyncFunction() throws Exception {
    startWith("modern.handler", null);
    assertEquals("/v1/planform/ready", posted().path());
    assertEquals("{\"waited\":7}", exchange("r-1", "7").body());
  }
}
