package io.planform.planner.config.block;

import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.diagnostic.SourceRange;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a module declares of one kind, by name; a second one of the same name is an error. */
final class Declarations<T> {
  private final Function<T, String> kind;
  private final Function<T, String> name;
  private final Function<T, SourceRange> place;
  private final Diagnostics diagnostics;
  private final SequencedMap<String, T> declared = new LinkedHashMap<>();

  Declarations(
      String kind,
      Function<T, String> name,
      Function<T, SourceRange> place,
      Diagnostics diagnostics) {
    this(_ -> kind, name, place, diagnostics);
  }

  Declarations(
      Function<T, String> kind,
      Function<T, String> name,
      Function<T, SourceRange> place,
      Diagnostics diagnostics) {
    this.kind = kind;
    this.name = name;
    this.place = place;
    this.diagnostics = diagnostics;
  }

  /**
   * @param declaration null if it could not be read
   */
  void add(@Nullable T declaration) {
    if (declaration == null) {
      return;
    }
    String key = name.apply(declaration);
    T first = declared.putIfAbsent(key, declaration);
    if (first != null) {
      SourceRange at = place.apply(first);
      diagnostics.add(
          Diagnostic.error(
              "Duplicate " + kind.apply(declaration),
              "\""
                  + key
                  + "\" was already declared at "
                  + at.file()
                  + ":"
                  + at.start().line()
                  + ":"
                  + at.start().column()
                  + ".",
              place.apply(declaration)));
    }
  }

  SequencedMap<String, T> byName() {
    return declared;
  }
}
