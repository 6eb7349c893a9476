package io.planform.planner.convert;

import io.planform.planner.config.Body;
import io.planform.planner.lang.ExpressionText;
import io.planform.planner.manifest.yaml.BlockForm;
import io.planform.planner.manifest.yaml.Section;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;

/** Writes the blocks of files in HCL as one manifest in YAML, in its full form. */
final class YamlManifest {
  private static final String STEP = "  ";
  private static final BlockForm PLAIN = BlockForm.LOCALS;

  private final YamlText yaml = new YamlText();
  private final SequencedMap<String, List<Written>> blocks = new LinkedHashMap<>();

  /** Whether the last line is empty, or there is none. */
  private boolean blank = true;

  /** A block with the comments of its file. */
  private record Written(Body.Block block, CommentLines comments) {
    String label(int index) {
      return block.labels().get(index);
    }
  }

  void add(Body file, CommentLines comments) {
    List<String> head = comments.head();
    yaml.comment("", head);
    if (!head.isEmpty()) {
      yaml.line("");
    }
    file.blocks()
        .forEach(
            block ->
                blocks
                    .computeIfAbsent(block.type(), _ -> new ArrayList<>())
                    .add(new Written(block, comments)));
  }

  @Override
  public String toString() {
    Section.ALL.forEach(
        (name, section) -> {
          List<Written> all = blocks.getOrDefault(section.block(), List.of());
          if (!all.isEmpty()) {
            section(name, section, all);
          }
        });
    return yaml.toString();
  }

  private void section(String name, Section section, List<Written> all) {
    if (!blank) {
      yaml.line("");
    }
    blank = false;
    if (section.form().labels() == 0 && section.pairs() == null) {
      yaml.comment("", all.getFirst().comments().above(all.getFirst().block().range()));
    }
    yaml.key("", name);
    if (name.equals("locals")) {
      yaml.line("");
      all.forEach(locals -> arguments(PLAIN, locals, STEP));
    } else if (section.pairs() != null
        && all.stream().allMatch(one -> isPair(one.block(), section.pairs()))) {
      yaml.line("");
      all.forEach(one -> pair(one, section.pairs()));
    } else {
      labelled(section.form(), all, 0, STEP);
    }
  }

  private static boolean isPair(Body.Block block, Section.Pairs pairs) {
    Body.Argument key = block.body().arguments().get(pairs.key());
    return block.body().arguments().keySet().equals(Set.of(pairs.key(), pairs.value()))
        && key != null
        && ExpressionText.of(key.expression()) instanceof ExpressionText.Code;
  }

  private void pair(Written written, Section.Pairs pairs) {
    SequencedMap<String, Body.Argument> arguments = written.block().body().arguments();
    Body.Argument key = arguments.get(pairs.key());
    Body.Argument value = arguments.get(pairs.value());
    if (key != null
        && value != null
        && ExpressionText.of(key.expression()) instanceof ExpressionText.Code(String code, _)) {
      yaml.comment(STEP, written.comments().above(written.block().range()));
      yaml.key(STEP, code);
      ExpressionText text = ExpressionText.of(value.expression());
      if (pairs.value().equals("to")) {
        yaml.code(text, STEP + STEP);
      } else {
        yaml.value(text, STEP + STEP);
      }
    }
  }

  /** Blocks of one type behind a key, those with the same labels together. */
  private void labelled(BlockForm form, List<Written> all, int level, String indent) {
    if (level == form.labels()) {
      bodies(form, all, indent);
      return;
    }
    SequencedMap<String, List<Written>> byLabel = new LinkedHashMap<>();
    all.forEach(one -> byLabel.computeIfAbsent(one.label(level), _ -> new ArrayList<>()).add(one));
    yaml.line("");
    byLabel.forEach(
        (label, some) -> {
          if (level == form.labels() - 1) {
            yaml.comment(indent, some.getFirst().comments().above(some.getFirst().block().range()));
          }
          yaml.key(indent, label);
          labelled(form, some, level + 1, indent + STEP);
        });
  }

  private void bodies(BlockForm form, List<Written> all, String indent) {
    if (all.size() == 1) {
      body(form, all.getFirst(), indent);
      return;
    }
    yaml.line("");
    for (Written one : all) {
      yaml.comment(indent, one.comments().above(one.block().range()));
      item(indent, () -> body(form, one, indent + STEP));
    }
  }

  /** An element of a list, of which the first key stands behind the mark. */
  private void item(String indent, Runnable body) {
    yaml.item(indent);
    int at = yaml.length();
    body.run();
    yaml.join(at, indent + STEP);
  }

  private void body(BlockForm form, Written written, String indent) {
    Body body = written.block().body();
    yaml.line(body.arguments().isEmpty() && body.blocks().isEmpty() ? " {}" : "");
    arguments(form, written, indent);
    SequencedMap<String, List<Written>> nested = new LinkedHashMap<>();
    for (Body.Block block : body.blocks()) {
      nested
          .computeIfAbsent(block.type(), _ -> new ArrayList<>())
          .add(new Written(block, written.comments()));
    }
    nested.forEach((type, blocks) -> nested(form, type, blocks, indent));
  }

  private void arguments(BlockForm form, Written written, String indent) {
    for (Map.Entry<String, Body.Argument> one : written.block().body().arguments().entrySet()) {
      Body.Argument argument = one.getValue();
      yaml.comment(indent, written.comments().above(argument.nameRange()));
      yaml.key(indent, argument.name());
      ExpressionText value = ExpressionText.of(argument.expression());
      switch (form.code().get(argument.name())) {
        case null -> yaml.value(value, indent + STEP);
        case EXPRESSION -> {
          if (value instanceof ExpressionText.Code || value instanceof ExpressionText.Template) {
            yaml.code(value, indent + STEP);
          } else {
            yaml.value(value, indent + STEP);
          }
        }
        case REFERENCES -> yaml.code(value, indent + STEP);
      }
    }
  }

  private void nested(BlockForm around, String type, List<Written> all, String indent) {
    BlockForm known = around.blocks().get(type);
    int labels = all.getFirst().block().labels().size();
    BlockForm form = known == null ? new BlockForm(labels, Map.of(), dynamic()) : known;
    yaml.comment(indent, all.getFirst().comments().above(all.getFirst().block().range()));
    yaml.key(indent, type);
    if (all.size() == 1 || form.labels() == 0) {
      labelled(form, all, 0, indent + STEP);
      return;
    }
    yaml.line("");
    for (Written one : all) {
      item(indent + STEP, () -> labelled(form, List.of(one), 0, indent + STEP + STEP));
    }
  }

  /** Blocks of a resource can be dynamic at any depth. */
  private static Map<String, BlockForm> dynamic() {
    BlockForm form = BlockForm.RESOURCE.blocks().get("dynamic");
    return form == null ? Map.of() : Map.of("dynamic", form);
  }
}
