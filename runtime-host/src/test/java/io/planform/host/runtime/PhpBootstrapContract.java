package io.planform.host.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.planform.host.runtime.ProtocolHost.Posted;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is particular to PHP. */
abstract class PhpBootstrapContract extends BootstrapContract {
  /** Names that mean something in PHP. */
  private static final Map<String, String> NAMES =
      Map.of("echo", "echoed", "log", "logged", "exit", "leave");

  @Override
  void writeCode(Path code) throws IOException {
    FunctionFiles.copy("php", code);
  }

  @Override
  String handler(String name) {
    return "index." + NAMES.getOrDefault(name, name);
  }

  @Override
  String handlerWithoutFile() {
    return "absent.handler";
  }

  @Override
  String errorType() {
    return "RuntimeException";
  }

  @Test
  void givesTheEventAsAnObject() throws Exception {
    startReady("path");
    String event = "{\"path\":\"/a\",\"requestContext\":{\"stage\":\"RELEASE\"}}";
    assertEquals("\"RELEASE/a\"", exchange("r-1", event).body());
  }

  @Test
  void namesThePlaceOfASyntaxError() throws Exception {
    startWith("broken.handler", null);
    String failure = failed("load").toString();
    assertTrue(failure.contains("syntax error") && failure.contains("broken.php:1"), failure);
  }

  @Test
  void reportsAnErrorOfTheLanguage() throws Exception {
    startReady("undefined");
    Posted posted = exchange("r-1", "{}");
    assertEquals("/v1/runtime/invocation/error/r-1", posted.path());
    assertTrue(posted.body().contains("Call to undefined function missing()"), posted.body());
  }

  @Test
  void reportsAResultWithoutJsonForm() throws Exception {
    startReady("unserializable");
    Posted posted = exchange("r-1", "{}");
    assertEquals("/v1/runtime/invocation/error/r-1", posted.path());
    assertTrue(posted.body().contains("Malformed UTF-8"), posted.body());
  }
}
