package io.planform.planner.cli.console;

import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;

/**
 * Completes names.
 *
 * @param names such as {@code var.region}, each whole
 * @param functions without brackets
 * @param attributes of what an expression comes to; empty where it comes to nothing
 */
public record NameCompleter(
    Collection<String> names,
    Collection<String> functions,
    Function<String, Collection<String>> attributes)
    implements Completer {

  @Override
  public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
    String word = line.word();
    for (String name : names) {
      add(name, word, candidates);
    }
    for (String function : functions) {
      add(function + "(", word, candidates);
    }
    int dot = word.lastIndexOf('.');
    if (dot > 0) {
      String object = word.substring(0, dot);
      for (String attribute : attributes.apply(object)) {
        add(object + "." + attribute, word, candidates);
      }
    }
  }

  private static void add(String name, String word, List<Candidate> candidates) {
    if (name.startsWith(word)) {
      candidates.add(new Candidate(name, name, null, null, null, null, false));
    }
  }
}
