package io.planform.planner.provision;

import io.planform.planner.provision.Provisioning.Output;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Cuts what is written into lines. */
final class LineStream extends OutputStream {
  private static final int LONGEST = 1 << 16;

  private final Output output;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();

  LineStream(Output output) {
    this.output = output;
  }

  @Override
  public synchronized void write(int b) {
    if (b == '\n' || line.size() >= LONGEST) {
      end();
    }
    if (b != '\n' && b != '\r') {
      line.write(b);
    }
  }

  private void end() {
    output.line(line.toString(StandardCharsets.UTF_8));
    line.reset();
  }

  @Override
  public synchronized void close() {
    if (line.size() > 0) {
      end();
    }
  }
}
