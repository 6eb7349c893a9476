package io.planform.host.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.planform.host.runtime.ProtocolHost.Posted;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is particular to Node.js, the oldest version too. */
abstract class NodeBootstrapContract extends BootstrapContract {
  @Override
  void writeCode(Path code) throws IOException {
    FunctionFiles.copy("node", code);
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
    return "RangeError";
  }

  @Test
  void namesThePlaceOfASyntaxError() throws Exception {
    startWith("broken.handler", null);
    String message = failed("load").path("errorMessage").asText();
    assertTrue(message.startsWith("broken.js:"), message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"failLater: nobody catches this", "rejectAside: nobody awaits this"})
  void reportsWhatNobodyCatchesAsTheInvocationsError(String text) throws Exception {
    String[] parts = text.split(": ", 2);
    startReady(parts[0]);
    Posted posted = exchange("r-1", "{}");
    assertEquals("/v1/runtime/invocation/error/r-1", posted.path());
    assertTrue(posted.body().contains(parts[1]), posted.body());
  }
}
