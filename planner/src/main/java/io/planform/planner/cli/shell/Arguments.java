package io.planform.planner.cli.shell;

import java.util.ArrayList;
import java.util.List;

/** Spellings of what was typed. */
public final class Arguments {
  private Arguments() {}

  /** Flags with one dash, also where two were typed; nothing behind a bare {@code --}. */
  public static List<String> normalized(List<String> typed) {
    List<String> normal = new ArrayList<>();
    boolean flags = true;
    for (String argument : typed) {
      flags &= !argument.equals("--");
      boolean twoDashes = flags && argument.length() > 2 && argument.startsWith("--");
      normal.add(twoDashes ? argument.substring(1) : argument);
    }
    return normal;
  }

  /** The command line for the history: values of variables and payloads may be secrets. */
  public static String withoutValues(List<String> normal) {
    StringBuilder line = new StringBuilder("planform");
    boolean hide = false;
    for (String argument : normal) {
      if (hide) {
        hide = false;
        line.append(" …");
      } else if (argument.equals("-var") || argument.equals("-data")) {
        hide = true;
        line.append(' ').append(argument);
      } else if (argument.startsWith("-var=") || argument.startsWith("-data=")) {
        line.append(' ').append(argument, 0, argument.indexOf('=')).append("=…");
      } else {
        line.append(' ').append(argument);
      }
    }
    return line.toString();
  }
}
