package io.planform.host.http2;

import java.util.List;
import java.util.Optional;

/** What a message comes in: a head, content, and perhaps another head, the trailers. */
public sealed interface Part {

  /** Whether the message ends with it. */
  boolean last();

  /** Fields. */
  record Head(List<Field> fields, boolean last) implements Part {

    /** The first value of a field. */
    public Optional<String> value(String name) {
      return fields.stream()
          .filter(field -> field.name().equals(name))
          .map(Field::value)
          .findFirst();
    }
  }

  /** Some of the content. */
  record Content(byte[] bytes, boolean last) implements Part {}
}
