package io.planform.host.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What is particular to Java 17 and later. */
abstract class ModernJavaBootstrapContract extends JavaBootstrapContract {
  @Override
  void writeCode(Path code) throws IOException {
    super.writeCode(code);
    FunctionFiles.compileJava(code, 17, "Records.java");
  }

  @Test
  void bindsRecords() throws Exception {
    startWith("demo.Records.order", null);
    assertEquals("/v1/planform/ready", posted().path());
    String event = "{\"id\":\"o-1\",\"lines\":[{\"item\":\"a\",\"count\":2},{\"count\":3}]}";
    assertEquals("5", exchange("r-1", event).body());
    String wrong = exchange("r-2", "{\"lines\":[{\"count\":\"many\"}]}").body();
    assertTrue(wrong.contains("event.lines[0].count is many, not a int"), wrong);
  }
}
