package io.planform.planner.cli;

import io.planform.planner.render.Palette;
import java.io.InputStream;
import java.io.PrintStream;

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

  Terminal withoutColor() {
    return new Terminal(in, out, err, interactive, live, Palette.PLAIN);
  }
}
