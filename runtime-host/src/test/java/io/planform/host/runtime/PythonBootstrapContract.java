package io.planform.host.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.planform.host.runtime.ProtocolHost.Posted;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What is particular to Python. */
abstract class PythonBootstrapContract extends BootstrapContract {
  @Override
  void writeCode(Path code) throws IOException {
    FunctionFiles.copy("python", code);
  }

  @Override
  String handler(String name) {
    return "index." + name;
  }

  @Override
  String handlerWithoutFile() {
    return "absent.handler";
  }

  @Override
  String errorType() {
    return "ValueError";
  }

  @Test
  void namesThePlaceOfASyntaxError() throws Exception {
    startWith("broken.handler", null);
    String message = failed("load").path("errorMessage").asText();
    assertTrue(message.contains("broken.py, line 1"), message);
  }

  @Test
  void reportsSystemExitAsTheInvocationsError() throws Exception {
    startReady("leave");
    Posted posted = exchange("r-1", "{}");
    assertEquals("/v1/runtime/invocation/error/r-1", posted.path());
    assertTrue(posted.body().contains("sys.exit(7)"), posted.body());
  }

  @Test
  void reportsAResultWithoutJsonForm() throws Exception {
    startReady("unserializable");
    Posted posted = exchange("r-1", "{}");
    assertEquals("/v1/runtime/invocation/error/r-1", posted.path());
    assertTrue(posted.body().contains("set is not JSON serializable"), posted.body());
  }
}
