package io.planform.planner.cli;

import io.planform.planner.cli.shell.Arguments;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Arguments that the environment adds behind a command's words: those of {@code TF_CLI_ARGS_plan}
 * for {@code plan}, or {@code TF_CLI_ARGS_state_list} for {@code state list}, then those of {@code
 * TF_CLI_ARGS}, then what was typed, which therefore wins.
 */
final class EnvironmentArguments {
  private static final String NAME = "TF_CLI_ARGS";

  private final Map<String, String> environment;
  private final Diagnostics diagnostics;

  EnvironmentArguments(Map<String, String> environment, Diagnostics diagnostics) {
    this.environment = environment;
    this.diagnostics = diagnostics;
  }

  /**
   * @param words how many of the typed arguments, at the front, lead up to and name the command
   * @param command the words of its name
   */
  List<String> addTo(List<String> typed, int words, List<String> command) {
    String own = NAME + "_" + String.join("_", command).replace('-', '_');
    List<String> all = new ArrayList<>(typed.subList(0, words));
    all.addAll(Arguments.normalized(of(own)));
    all.addAll(Arguments.normalized(of(NAME)));
    all.addAll(typed.subList(words, typed.size()));
    return all;
  }

  private List<String> of(String name) {
    List<String> words = words(environment.getOrDefault(name, ""));
    if (words == null) {
      diagnostics.add(
          Diagnostic.error(
              "Unclosed quote in " + name,
              "The arguments in the environment variable " + name + " cannot be told apart."));
      return List.of();
    }
    return words;
  }

  /** Splits like a POSIX shell that expands nothing; null if a quote is not closed. */
  static @Nullable List<String> words(String line) {
    List<String> words = new ArrayList<>();
    StringBuilder word = null;
    char quote = 0;
    for (int at = 0; at < line.length(); at++) {
      char next = line.charAt(at);
      if (quote == 0 && Character.isWhitespace(next)) {
        if (word != null) {
          words.add(word.toString());
        }
        word = null;
        continue;
      }
      word = word == null ? new StringBuilder() : word;
      if (next == '\\' && quote != '\'' && at + 1 < line.length()) {
        word.append(line.charAt(++at));
      } else if (next == quote) {
        quote = 0;
      } else if (quote == 0 && (next == '"' || next == '\'')) {
        quote = next;
      } else {
        word.append(next);
      }
    }
    if (word != null) {
      words.add(word.toString());
    }
    return quote == 0 ? words : null;
  }
}
