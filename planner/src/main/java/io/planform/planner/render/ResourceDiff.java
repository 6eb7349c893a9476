package io.planform.planner.render;

import io.planform.planner.plan.ResourceChange;
import io.planform.planner.render.text.Lines;
import io.planform.planner.render.text.Mark;
import io.planform.planner.render.text.Palette;
import io.planform.spi.provider.Schema;
import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import io.planform.spi.value.ValuePath;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Shows what happens to the attributes and nested blocks of an object. */
final class ResourceDiff {
  private final Lines lines;
  private final ValueDiff values;
  private final Set<ValuePath> replace;
  private final boolean whole;

  ResourceDiff(Lines lines, ResourceChange change) {
    this(lines, change.replacePaths(), false);
  }

  /** Shows unchanged parts as well. */
  static ResourceDiff whole(Lines lines, ResourceChange change) {
    return new ResourceDiff(lines, change.replacePaths(), true);
  }

  /** Shows an object at two times. */
  static ResourceDiff between(Lines lines) {
    return new ResourceDiff(lines, Set.of(), false);
  }

  /** Shows an object to which nothing happens. */
  static ResourceDiff unchanged(Lines lines) {
    return new ResourceDiff(lines, Set.of(), true);
  }

  private ResourceDiff(Lines lines, Set<ValuePath> replace, boolean whole) {
    this.whole = whole;
    this.lines = lines;
    this.values = new ValueDiff(lines);
    this.replace = replace;
  }

  /** What stands between the braces. */
  void body(int depth, Schema schema, Value.@Nullable Obj before, Value.@Nullable Obj after) {
    body(depth, schema, before, after, ValuePath.ROOT);
  }

  private void body(
      int depth,
      Schema schema,
      Value.@Nullable Obj before,
      Value.@Nullable Obj after,
      ValuePath path) {
    int hidden = attributes(depth, schema, before, after, path);
    if (hidden > 0) {
      lines.line(depth, Mark.NONE, ValueDiff.unchanged(hidden, "attribute"));
    }
    int hiddenBlocks = 0;
    for (Schema.Block block : new TreeMap<>(schema.blocks()).values()) {
      hiddenBlocks +=
          blocks(depth, block, part(before, block.name()), part(after, block.name()), path);
    }
    if (hiddenBlocks > 0) {
      lines.blank();
      lines.line(depth, Mark.NONE, ValueDiff.unchanged(hiddenBlocks, "block"));
    }
  }

  private static @Nullable Value part(Value.@Nullable Obj object, String name) {
    return object == null ? null : ValueDiff.absent(object.get(name));
  }

  private int attributes(
      int depth,
      Schema schema,
      Value.@Nullable Obj before,
      Value.@Nullable Obj after,
      ValuePath path) {
    SortedMap<String, Schema.Attribute> present = new TreeMap<>(schema.attributes());
    present.keySet().removeIf(name -> part(before, name) == null && part(after, name) == null);
    int width = present.keySet().stream().mapToInt(String::length).max().orElse(0);
    int hidden = 0;
    for (String name : present.keySet()) {
      Value was = part(before, name);
      Value is = part(after, name);
      if (was != null
          && is != null
          && looksSame(was, is)
          && !whole
          && !ValueDiff.isIdentity(name)) {
        hidden++;
      } else {
        String label = name + " ".repeat(width - name.length()) + " = ";
        Type type = present.get(name).type();
        // Of values of any type Terraform says it only where they are hidden or unknown.
        boolean isSilent =
            type == Type.DYNAMIC
                && !(was instanceof Value.Marked)
                && !(is instanceof Value.Marked)
                && !(is instanceof Value.Unknown);
        String note = isSilent ? "" : note(path.attribute(name));
        (ValueDiff.isIdentity(name) ? values.whole() : values)
            .entry(depth, label, type, was, is, note);
      }
    }
    return hidden;
  }

  /** Whether values look alike, whatever their types. */
  private static boolean looksSame(Value was, Value is) {
    return was.equals(is)
        || (ValueDiff.isStructured(was)
            && ValueDiff.isStructured(is)
            && ValueDiff.untyped(was).equals(ValueDiff.untyped(is)));
  }

  private String note(ValuePath path) {
    boolean forces =
        replace.stream()
            .anyMatch(
                each ->
                    each.steps().size() >= path.steps().size()
                        && each.steps().subList(0, path.steps().size()).equals(path.steps()));
    return forces ? lines.palette().paint(Palette.Ink.REMOVE, " # forces replacement") : "";
  }

  /** The number of blocks that are the same. */
  private int blocks(
      int depth,
      Schema.Block block,
      @Nullable Value before,
      @Nullable Value after,
      ValuePath path) {
    if (before instanceof Value.Marked || after instanceof Value.Marked) {
      lines.blank().line(depth, Mark.of(before, after), block.name() + " {");
      lines.line(depth + 1, Mark.NONE, "# The values of this block are sensitive.");
      lines.line(depth, Mark.NONE, "}");
      return 0;
    }
    if (after instanceof Value.Unknown) {
      lines.blank().line(depth, Mark.of(before, after), block.name() + " { (known after apply) }");
      return 0;
    }
    return block.nesting() == Schema.Nesting.SET
        ? setBlocks(depth, block, elements(before), elements(after), path)
        : listBlocks(depth, block, elements(before), elements(after), path);
  }

  private int listBlocks(
      int depth,
      Schema.Block block,
      List<Value.Obj> before,
      List<Value.Obj> after,
      ValuePath path) {
    int same = 0;
    for (int index = 0; index < Math.max(before.size(), after.size()); index++) {
      Value.Obj was = index < before.size() ? before.get(index) : null;
      Value.Obj is = index < after.size() ? after.get(index) : null;
      if (was != null && was.equals(is) && !whole) {
        same++;
      } else {
        block(depth, block, was, is, path.attribute(block.name()).index(index));
      }
    }
    return same;
  }

  private int setBlocks(
      int depth,
      Schema.Block block,
      List<Value.Obj> before,
      List<Value.Obj> after,
      ValuePath path) {
    List<Value.Obj> removed = new ArrayList<>(before);
    removed.removeAll(new HashSet<>(after));
    List<Value.Obj> added = new ArrayList<>(after);
    added.removeAll(new HashSet<>(before));
    ValuePath here = path.attribute(block.name());
    removed.forEach(gone -> block(depth, block, gone, null, here));
    added.forEach(come -> block(depth, block, null, come, here));
    if (whole) {
      List<Value.Obj> kept = new ArrayList<>(before);
      kept.removeAll(new HashSet<>(removed));
      kept.forEach(same -> block(depth, block, same, same, here));
      return 0;
    }
    return before.size() - removed.size();
  }

  private void block(
      int depth,
      Schema.Block block,
      Value.@Nullable Obj before,
      Value.@Nullable Obj after,
      ValuePath path) {
    lines.blank();
    lines.line(depth, Mark.of(before, after), block.name() + " {" + note(path));
    body(depth + 1, block.schema(), before, after, path);
    lines.line(depth, Mark.NONE, "}");
  }

  private static List<Value.Obj> elements(@Nullable Value value) {
    return switch (value) {
      case null -> List.of();
      case Value.Obj object -> List.of(object);
      case Value.ListOf(Type _, List<Value> values) -> objects(values);
      case Value.SetOf(Type _, List<Value> values) -> objects(values);
      case Value.Tuple(List<Value> values) -> objects(values);
      case Value.MapOf(Type _, Map<String, Value> values) -> objects(List.copyOf(values.values()));
      case Value.Str _, Value.Num _, Value.Bool _, Value.Null _, Value.Unknown _, Value.Marked _ ->
          List.of();
    };
  }

  private static List<Value.Obj> objects(List<Value> values) {
    List<Value.Obj> objects = new ArrayList<>();
    for (Value value : values) {
      if (value.unmarked() instanceof Value.Obj object) {
        objects.add(object);
      }
    }
    return objects;
  }
}
