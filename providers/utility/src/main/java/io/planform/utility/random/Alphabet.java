package io.planform.utility.random;

import io.planform.utility.catalogue.Arguments;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The characters that a password or a string may have, and how many of each kind it must have. */
final class Alphabet {
  private static final String SPECIAL = "!@#$%&*()-_=+[]{}<>:?";

  private record Kind(String flag, String minimum, String characters) {}

  private static final List<Kind> PLAIN =
      List.of(
          new Kind("upper", "min_upper", "ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
          new Kind("lower", "min_lower", "abcdefghijklmnopqrstuvwxyz"),
          new Kind("numeric", "min_numeric", "0123456789"));

  static final List<String> MINIMA =
      List.of("min_upper", "min_lower", "min_numeric", "min_special");

  private Alphabet() {}

  private static List<Kind> kinds(Arguments arguments) {
    String special = arguments.text("override_special", "");
    List<Kind> kinds = new ArrayList<>(PLAIN);
    kinds.add(new Kind("special", "min_special", special.isEmpty() ? SPECIAL : special));
    return kinds;
  }

  /** Whether there is a character to draw. */
  static boolean isEmpty(Arguments arguments) {
    return kinds(arguments).stream().noneMatch(kind -> arguments.flag(kind.flag()));
  }

  /** Draws a text; the arguments are checked. */
  static String draw(Arguments arguments) {
    StringBuilder all = new StringBuilder();
    List<Integer> drawn = new ArrayList<>();
    for (Kind kind : kinds(arguments)) {
      if (arguments.flag(kind.flag())) {
        all.append(kind.characters());
      }
      draw(kind.characters(), arguments.whole(kind.minimum()), drawn);
    }
    draw(all.toString(), arguments.whole("length") - drawn.size(), drawn);
    Collections.shuffle(drawn, Draw.secure());
    StringBuilder text = new StringBuilder();
    drawn.forEach(text::appendCodePoint);
    return text.toString();
  }

  private static void draw(String characters, long count, List<Integer> drawn) {
    List<Integer> choices = characters.codePoints().boxed().toList();
    for (long i = 0; i < count; i++) {
      drawn.add(Draw.from(choices));
    }
  }
}
