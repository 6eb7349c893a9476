package io.planform.planner.render;

import io.planform.planner.render.text.Lines;
import io.planform.planner.render.text.Literal;
import io.planform.planner.render.text.Mark;
import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Shows a value that was and will be, part by part, as Terraform does. Absent values are null;
 * whatever is the same is counted, not shown.
 */
final class ValueDiff {
  /** Shown even when unchanged, so that one knows what is talked about. */
  private static final Set<String> IDENTITY = Set.of("id", "name", "tags");

  private final Lines lines;
  private final boolean hidesUnchanged;

  ValueDiff(Lines lines) {
    this(lines, true);
  }

  private ValueDiff(Lines lines, boolean hidesUnchanged) {
    this.lines = lines;
    this.hidesUnchanged = hidesUnchanged;
  }

  /** Shows unchanged parts as well. */
  ValueDiff whole() {
    return new ValueDiff(lines, false);
  }

  static boolean isIdentity(String name) {
    return IDENTITY.contains(name);
  }

  /**
   * One entry with its mark.
   *
   * @param label what stands in front of the value, such as {@code name = }
   * @param type the declared one: keys of maps are quoted, those of objects and of what has no
   *     declared type are not
   * @param note what stands behind its first line, such as {@code # forces replacement}
   */
  void entry(
      int depth,
      String label,
      Type type,
      @Nullable Value before,
      @Nullable Value after,
      String note) {
    boolean goes = after == null && before != null;
    part(depth, label, type, before, after, note, goes ? " -> null" : "");
  }

  private void part(
      int depth,
      String label,
      Type type,
      @Nullable Value before,
      @Nullable Value after,
      String note,
      String end) {
    if (isHidden(before) || isHidden(after)) {
      hidden(depth, label, before, after, end + note);
      return;
    }
    if (before instanceof Value.Null && after instanceof Value.Unknown) {
      before = null;
    }
    Mark mark = Mark.of(before, after);
    lines.start(depth, mark).add(label);
    Value value = after == null ? before : after;
    String rest =
        mark == Mark.CHANGE && before != null && after != null
            ? changed(depth, type, before, after, note)
            : value == null ? note : whole(depth, mark, type, value, note);
    lines.add(end).add(rest).end();
  }

  private static boolean isHidden(@Nullable Value value) {
    return value instanceof Value.Marked;
  }

  private void hidden(
      int depth, String label, @Nullable Value before, @Nullable Value after, String end) {
    if (before != null && after != null && isHidden(before) != isHidden(after)) {
      String same = before.unmarked().equals(after.unmarked()) ? " The value is unchanged." : "";
      if (isHidden(before)) {
        lines.comment(
            depth, "# Warning: this attribute value will no longer be marked as sensitive");
        lines.comment(depth, "# after applying this change." + same);
      } else {
        lines.comment(
            depth, "# Warning: this attribute value will be marked as sensitive and will not");
        lines.comment(depth, "# display in UI output after applying this change." + same);
      }
    }
    lines.line(depth, Mark.of(before, after), label + "(sensitive value)" + end);
  }

  /** Adds to the open line and leaves the last one open; what is left of the note. */
  private String changed(int depth, Type type, Value before, Value after, String note) {
    Value oldJson = Literal.json(before);
    Value newJson = Literal.json(after);
    if (oldJson != null && newJson != null) {
      boolean sameDocument = oldJson.equals(newJson);
      lines.add("jsonencode(" + note + (sameDocument ? " # whitespace changes" : "")).end();
      part(depth + 1, "", Type.DYNAMIC, oldJson, newJson, "", "");
      lines.start(depth, Mark.NONE).add(")");
      return "";
    }
    if (oldJson == null && newJson == null && Literal.isLong(before, after)) {
      lines.add("<<-EOT" + note).end();
      texts(depth + 1, Literal.lines(before), Literal.lines(after));
      lines.start(depth, Mark.NONE).add("EOT");
      return "";
    }
    if (isNamed(before) && isNamed(after)) {
      open("{" + note);
      named(depth + 1, type, entries(before), entries(after));
      lines.start(depth, Mark.NONE).add("}");
      return "";
    }
    if (isListed(before) && isListed(after)) {
      open("[" + note);
      if (type instanceof Type.SetType(Type element)) {
        members(depth + 1, element, elements(before), elements(after));
      } else {
        listed(depth + 1, type, elements(before), elements(after));
      }
      lines.start(depth, Mark.NONE).add("]");
      return "";
    }
    whole(depth, Mark.REMOVE, type, before, "");
    lines.add(" -> ");
    return whole(depth, Mark.ADD, type, after, note);
  }

  private void open(String bracket) {
    lines.add(bracket).end();
  }

  /** Every part has the same mark. Adds to the open line and leaves the last one open. */
  private String whole(int depth, Mark mark, Type type, Value value, String note) {
    String literal = Literal.of(value);
    Value json = Literal.json(value);
    if (literal != null) {
      lines.add(literal);
      return note;
    }
    if (json != null) {
      lines.add("jsonencode(" + note).end();
      lines.start(depth + 1, Mark.NONE);
      whole(depth + 1, mark, Type.DYNAMIC, json, "");
      lines.end().start(depth, Mark.NONE).add(")");
    } else if (isNamed(value)) {
      open("{" + note);
      SortedMap<String, Value> entries = entries(value);
      int width = width(type, entries.keySet());
      entries.forEach(
          (name, part) -> {
            lines.start(depth + 1, mark).add(label(type, name, width));
            whole(depth + 1, mark, within(type, name), part, "");
            lines.end();
          });
      lines.start(depth, Mark.NONE).add("}");
    } else if (isListed(value)) {
      open("[" + note);
      int index = 0;
      for (Value element : elements(value)) {
        lines.start(depth + 1, mark);
        whole(depth + 1, mark, within(type, index++), element, "");
        lines.add(",").end();
      }
      lines.start(depth, Mark.NONE).add("]");
    } else {
      lines.add("<<-EOT" + note).end();
      Literal.lines(value).forEach(line -> lines.line(depth + 1, Mark.NONE, line));
      lines.start(depth, Mark.NONE).add("EOT");
    }
    return "";
  }

  private void named(
      int depth, Type type, SortedMap<String, Value> before, SortedMap<String, Value> after) {
    SortedSet<String> names = new TreeSet<>(before.keySet());
    names.addAll(after.keySet());
    int width = width(type, names);
    boolean isMap = type instanceof Type.MapType;
    int same = 0;
    for (String name : names) {
      Value was = before.get(name);
      Value is = after.get(name);
      boolean isIdentity = !isMap && isIdentity(name);
      if (hidesUnchanged && !isIdentity && was != null && was.equals(is)) {
        same++;
      } else {
        (isIdentity ? whole() : this)
            .part(depth, label(type, name, width), within(type, name), was, is, "", "");
      }
    }
    hide(depth, same, isMap ? "element" : "attribute");
  }

  /** Of sets only what goes and what comes. */
  private void members(int depth, Type element, List<Value> before, List<Value> after) {
    Set<Value> gone = new LinkedHashSet<>(before);
    after.forEach(gone::remove);
    Set<Value> come = new LinkedHashSet<>(after);
    before.forEach(come::remove);
    gone.forEach(value -> part(depth, "", element, value, null, "", ","));
    come.forEach(value -> part(depth, "", element, null, value, "", ","));
    hide(depth, before.size() - gone.size(), "element");
  }

  /** Beside what changes the unchanged element before and the one after it are shown. */
  private void listed(int depth, Type type, List<Value> before, List<Value> after) {
    Value skipped = null;
    int hidden = 0;
    int index = 0;
    boolean isAfterChange = false;
    for (Alignment.Pair<Value> pair : pairs(before, after, ValueDiff::isNamed)) {
      Type element = within(type, index++);
      if (pair.isSame() && hidesUnchanged) {
        if (isAfterChange) {
          part(depth, "", element, pair.after(), pair.after(), "", ",");
          isAfterChange = false;
        } else {
          hidden += skipped == null ? 0 : 1;
          skipped = pair.after();
        }
        continue;
      }
      hide(depth, hidden, "element");
      if (skipped != null) {
        part(depth, "", element, skipped, skipped, "", ",");
      }
      skipped = null;
      hidden = 0;
      isAfterChange = true;
      part(depth, "", element, pair.before(), pair.after(), "", ",");
    }
    hide(depth, hidden + (skipped == null ? 0 : 1), "element");
  }

  /** Lists of one length are compared place by place, unless nothing of the old one is gone. */
  private static <T> List<Alignment.Pair<T>> pairs(
      List<T> before, List<T> after, Predicate<T> isComparable) {
    return before.size() == after.size() && !new HashSet<>(after).containsAll(before)
        ? Alignment.byPlace(before, after)
        : Alignment.of(before, after, isComparable);
  }

  private void texts(int depth, List<String> before, List<String> after) {
    for (Alignment.Pair<String> pair : pairs(before, after, _ -> false)) {
      String gone = pair.before();
      String come = pair.after();
      if (gone != null && !pair.isSame()) {
        lines.line(depth, Mark.REMOVE, gone);
      }
      if (come != null) {
        lines.line(depth, pair.isSame() ? Mark.NONE : Mark.ADD, come);
      }
    }
  }

  private void hide(int depth, int count, String what) {
    if (count > 0) {
      lines.line(depth, Mark.NONE, unchanged(count, what));
    }
  }

  static String unchanged(int count, String what) {
    return "# (" + count + " unchanged " + what + (count == 1 ? "" : "s") + " hidden)";
  }

  static @Nullable Value absent(@Nullable Value value) {
    return value == null || value.isNull() ? null : value;
  }

  static boolean isStructured(Value value) {
    return isNamed(value) || isListed(value);
  }

  /** Lists and sets as tuples and maps as objects. */
  static Value untyped(Value value) {
    if (isNamed(value)) {
      SequencedMap<String, Value> parts = new LinkedHashMap<>();
      entries(value).forEach((name, part) -> parts.put(name, untyped(part)));
      return new Value.Obj(parts);
    }
    return isListed(value)
        ? new Value.Tuple(elements(value).stream().map(ValueDiff::untyped).toList())
        : value;
  }

  private static boolean isNamed(Value value) {
    return value instanceof Value.Obj || value instanceof Value.MapOf;
  }

  private static boolean isListed(Value value) {
    return value instanceof Value.ListOf
        || value instanceof Value.SetOf
        || value instanceof Value.Tuple;
  }

  private static String label(Type container, String name, int width) {
    String shown = shown(container, name);
    return shown + " ".repeat(width - shown.length()) + " = ";
  }

  private static String shown(Type container, String name) {
    return container instanceof Type.MapType ? Literal.quoted(name) : Literal.name(name);
  }

  private static int width(Type container, Collection<String> names) {
    return names.stream().mapToInt(name -> shown(container, name).length()).max().orElse(0);
  }

  private static Type within(Type container, String name) {
    return switch (container) {
      case Type.MapType(Type element) -> element;
      case Type.ObjectType object -> object.attributes().getOrDefault(name, Type.DYNAMIC);
      case Type.ListType _,
          Type.SetType _,
          Type.TupleType _,
          Type.Primitive _,
          Type.DynamicType _ ->
          Type.DYNAMIC;
    };
  }

  private static Type within(Type container, int index) {
    return switch (container) {
      case Type.ListType(Type element) -> element;
      case Type.SetType(Type element) -> element;
      case Type.TupleType(List<Type> elements) ->
          index < elements.size() ? elements.get(index) : Type.DYNAMIC;
      case Type.MapType _, Type.ObjectType _, Type.Primitive _, Type.DynamicType _ -> Type.DYNAMIC;
    };
  }

  private static SortedMap<String, Value> entries(Value value) {
    return switch (value) {
      case Value.Obj(Map<String, Value> values) -> new TreeMap<>(values);
      case Value.MapOf(_, Map<String, Value> values) -> new TreeMap<>(values);
      case Value.ListOf _,
          Value.SetOf _,
          Value.Tuple _,
          Value.Str _,
          Value.Num _,
          Value.Bool _,
          Value.Null _,
          Value.Unknown _,
          Value.Marked _ ->
          new TreeMap<>();
    };
  }

  private static List<Value> elements(Value value) {
    return switch (value) {
      case Value.ListOf(_, List<Value> values) -> values;
      case Value.SetOf(_, List<Value> values) -> values;
      case Value.Tuple(List<Value> values) -> values;
      case Value.Obj _,
          Value.MapOf _,
          Value.Str _,
          Value.Num _,
          Value.Bool _,
          Value.Null _,
          Value.Unknown _,
          Value.Marked _ ->
          List.of();
    };
  }
}
