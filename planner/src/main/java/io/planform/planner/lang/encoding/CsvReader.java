package io.planform.planner.lang.encoding;

import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads comma-separated values by RFC 4180 as Terraform's {@code csvdecode} does: the first row
 * names the attributes of the others. Strict about quotes, where common readers guess.
 */
public final class CsvReader {
  private final String text;
  private int at;
  private int line = 1;
  private @Nullable String problem;

  private CsvReader(String text) {
    this.text = text.replace("\r\n", "\n");
  }

  public static Decoded read(String text) {
    CsvReader reader = new CsvReader(text);
    List<String> header = reader.row();
    if (reader.problem == null && header == null) {
      return new Decoded.Unreadable("missing header line");
    }
    Set<String> names = new LinkedHashSet<>();
    for (String name : header == null ? List.<String>of() : header) {
      if (!names.add(name) && reader.problem == null) {
        reader.problem = "duplicate column name \"" + name + "\"";
      }
    }
    List<Value> rows = new ArrayList<>();
    for (List<String> row = reader.row(); row != null; row = reader.row()) {
      if (row.size() != names.size()) {
        reader.refuse("wrong number of fields");
        break;
      }
      SequencedMap<String, Value> values = new LinkedHashMap<>();
      int column = 0;
      for (String name : names) {
        values.put(name, Value.of(row.get(column++)));
      }
      rows.add(new Value.Obj(values));
    }
    return reader.problem == null
        ? new Decoded.Read(new Value.ListOf(rowType(names), rows))
        : new Decoded.Unreadable(reader.problem);
  }

  private static Type rowType(Set<String> names) {
    SequencedMap<String, Type> types = new LinkedHashMap<>();
    names.forEach(name -> types.put(name, Type.STRING));
    return new Type.ObjectType(types);
  }

  private void refuse(String reason) {
    if (problem == null) {
      problem = reason + " on line " + line;
    }
  }

  /** The next row that is not empty; null at the end or after a problem. */
  private @Nullable List<String> row() {
    while (at < text.length() && text.charAt(at) == '\n') {
      at++;
      line++;
    }
    if (at >= text.length() || problem != null) {
      return null;
    }
    List<String> fields = new ArrayList<>();
    while (true) {
      fields.add(at < text.length() && text.charAt(at) == '"' ? quoted() : bare());
      if (problem != null) {
        return null;
      }
      if (at >= text.length() || text.charAt(at++) == '\n') {
        line++;
        return fields;
      }
    }
  }

  private String bare() {
    int start = at;
    while (at < text.length() && text.charAt(at) != ',' && text.charAt(at) != '\n') {
      if (text.charAt(at) == '"') {
        refuse("a quote stands in a field without quotes");
      }
      at++;
    }
    return text.substring(start, at);
  }

  private String quoted() {
    StringBuilder field = new StringBuilder();
    at++;
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c != '"') {
        line += c == '\n' ? 1 : 0;
        field.append(c);
      } else if (at < text.length() && text.charAt(at) == '"') {
        field.append('"');
        at++;
      } else {
        if (at < text.length() && text.charAt(at) != ',' && text.charAt(at) != '\n') {
          refuse("there is text after a closing quote");
        }
        return field.toString();
      }
    }
    refuse("a quote is not closed");
    return field.toString();
  }
}
