package io.planform.host.bucket.protocol;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Writes one XML document. */
public final class Xml {
  private final StringBuilder text =
      new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n");
  private final Deque<String> open = new ArrayDeque<>();

  /**
   * @param dialect names the namespace; errors have none
   */
  public Xml(String root, @Nullable Dialect dialect) {
    text.append('<').append(root);
    if (dialect != null) {
      text.append(" xmlns=\"").append(dialect.namespace()).append('"');
    }
    text.append('>');
    open.push(root);
  }

  public Xml open(String name) {
    text.append('<').append(name).append('>');
    open.push(name);
    return this;
  }

  public Xml close() {
    text.append("</").append(open.pop()).append('>');
    return this;
  }

  public Xml text(String name, String value) {
    return open(name).characters(value).close();
  }

  /** Text of the element that is open. */
  public Xml characters(String value) {
    value.codePoints().forEach(this::append);
    return this;
  }

  public Xml number(String name, long value) {
    return text(name, Long.toString(value));
  }

  /** Control characters are written as S3 writes them, though XML 1.0 has no place for them. */
  private void append(int c) {
    switch (c) {
      case '<' -> text.append("&lt;");
      case '>' -> text.append("&gt;");
      case '&' -> text.append("&amp;");
      case '"' -> text.append("&quot;");
      default -> {
        if (c < ' ' || c == 0xfffe || c == 0xffff) {
          text.append("&#x").append(Integer.toHexString(c)).append(';');
        } else {
          text.appendCodePoint(c);
        }
      }
    }
  }

  /** The document, whose open elements are closed. */
  public byte[] bytes() {
    while (!open.isEmpty()) {
      close();
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }
}
