package io.planform.planner.cli.shell;

import io.planform.planner.render.text.Palette;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The streams a command talks through.
 *
 * @param interactive whether a person sits at the input
 * @param live whether the output can be written over: a terminal, not a file or a pipe
 */
public record Terminal(
    InputStream in,
    PrintStream out,
    PrintStream err,
    boolean interactive,
    boolean live,
    Palette palette) {

  /** The next line that is typed, without spaces around it; null when there is none. */
  public @Nullable String readLine() {
    String line = readWholeLine();
    return line == null ? null : line.strip();
  }

  /** The next line as it is, without its end; null when there is none. */
  public @Nullable String readWholeLine() {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    try {
      // Byte by byte: what is typed behind the line is left to the next question.
      int next = in.read();
      if (next < 0) {
        return null;
      }
      for (; next >= 0 && next != '\n'; next = in.read()) {
        line.write(next);
      }
    } catch (IOException _) {
      return null;
    }
    String text = line.toString(StandardCharsets.UTF_8);
    return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
  }

  Terminal withoutColor() {
    return new Terminal(in, out, err, interactive, live, Palette.PLAIN);
  }
}
