package io.planform.planner.manifest.yaml;

import io.planform.planner.config.Body;
import io.planform.planner.config.NotBuilt;
import io.planform.planner.lang.Expression;
import io.planform.planner.lang.Scanner;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.diagnostic.NearMatch;
import io.planform.spi.diagnostic.SourceRange;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes short forms out, by the table {@code short-forms.yaml}. */
final class ShortForms {
  /** Read once, by the first file in YAML. */
  private static final class Table {
    private static final SequencedMap<String, ShortForm> FORMS = ShortFormTable.read();
  }

  private final Diagnostics diagnostics;
  private final List<Body.Block> blocks;
  private final YamlBody bodies;
  private final ShortFormValues values;

  /**
   * @param blocks to which the full form is added
   * @param sections of the file
   */
  ShortForms(Diagnostics diagnostics, List<Body.Block> blocks, List<YamlNode.Entry> sections) {
    this.diagnostics = diagnostics;
    this.blocks = blocks;
    this.bodies = new YamlBody(diagnostics);
    this.values = new ShortFormValues(diagnostics, bodies, declared(sections));
  }

  /** The forms by section. */
  static SequencedMap<String, ShortForm> table() {
    return Table.FORMS;
  }

  private static Map<String, Set<String>> declared(List<YamlNode.Entry> sections) {
    Map<String, Set<String>> declared = new HashMap<>();
    for (YamlNode.Entry section : sections) {
      if (section.value() instanceof YamlNode.Mapping mapping) {
        Set<String> names = declared.computeIfAbsent(section.key(), _ -> new HashSet<>());
        mapping.entries().forEach(entry -> names.add(entry.key()));
      }
    }
    return declared;
  }

  boolean knows(String section) {
    return Table.FORMS.containsKey(section);
  }

  Set<String> sections() {
    return Table.FORMS.keySet();
  }

  void section(YamlNode.Entry section) {
    ShortForm form = Table.FORMS.get(section.key());
    if (form != null) {
      each(form, section).forEach(entry -> resource(form, entry, ""));
    }
  }

  /** The entries below a key, as the form has them. */
  private List<YamlNode.Entry> each(ShortForm form, YamlNode.Entry key) {
    switch (form.each()) {
      case ONE -> {
        return List.of(key);
      }
      case NAMED -> {
        if (key.value() instanceof YamlNode.Mapping mapping) {
          return mapping.entries();
        }
      }
      case LIST -> {
        if (key.value() instanceof YamlNode.Sequence sequence) {
          List<YamlNode.Entry> entries = new ArrayList<>();
          for (YamlNode item : sequence.items()) {
            entries.add(new YamlNode.Entry(key.key(), key.origin(), key.keyRange(), item));
          }
          return entries;
        }
        return List.of(key);
      }
    }
    if (!(key.value() instanceof YamlNode.Constant constant && constant.value().isNull())) {
      diagnostics.add(YamlBody.mappingRequired(key));
    }
    return List.of();
  }

  /**
   * @param parent the name of the entry around it; empty for those of a section
   */
  private void resource(ShortForm form, YamlNode.Entry entry, String parent) {
    ShortForm.Target target = form.target();
    if (target == null) {
      return;
    }
    String own = form.each() == ShortForm.Each.NAMED ? entry.key() : parent;
    if (!Scanner.isIdentifier(own)) {
      error(
          "Invalid name",
          "A name starts with a letter or underscore and has only letters, digits, underscores and"
              + " dashes.",
          entry.keyRange());
      return;
    }
    YamlNode.Mapping mapping = mapping(form, entry);
    ShortForm variant = mapping == null ? null : variant(form, entry, mapping);
    if (mapping == null || variant == null) {
      return;
    }
    Draft draft = new Draft(variant.document(), entry.keyRange(), mapping.range());
    Names names = new Names(own, parent, mapping);
    fill(variant, mapping, names, draft);
    String name = names.expand(target.name(), "");
    blocks.add(
        new Body.Block(
            target.block(),
            List.of(target.type(), name == null ? own : name),
            List.of(entry.keyRange(), entry.keyRange()),
            draft.body(),
            entry.keyRange()));
  }

  /** The settings of an entry; null if it has none, which is reported. */
  private YamlNode.@Nullable Mapping mapping(ShortForm form, YamlNode.Entry entry) {
    return switch (entry.value()) {
      case YamlNode.Mapping mapping -> mapping;
      case YamlNode.Constant constant when constant.value().isNull() ->
          YamlNode.Mapping.of(List.of(), entry.keyRange());
      case YamlNode value when !form.scalar().isEmpty() ->
          YamlNode.Mapping.of(
              List.of(new YamlNode.Entry(form.scalar(), entry.origin(), entry.keyRange(), value)),
              value.range());
      case YamlNode.Sequence _, YamlNode.Text _, YamlNode.Constant _ -> {
        diagnostics.add(YamlBody.mappingRequired(entry));
        yield null;
      }
    };
  }

  private @Nullable ShortForm variant(
      ShortForm form, YamlNode.Entry entry, YamlNode.Mapping mapping) {
    if (form.variants().isEmpty()) {
      return form;
    }
    String all = String.join(", ", form.variants().keySet());
    for (YamlNode.Entry setting : mapping.entries()) {
      if (setting.key().equals("type")
          && setting.value() instanceof YamlNode.Text(String name, _, SourceRange range)) {
        ShortForm variant = form.variants().get(name.toLowerCase(Locale.ROOT));
        if (variant == null) {
          error(
              "Unknown type",
              "\""
                  + name
                  + "\" is none of "
                  + all
                  + "."
                  + NearMatch.question(name, form.variants().keySet()),
              range);
          return null;
        }
        return form.variant(variant);
      }
    }
    error("Missing type", "\"" + entry.key() + "\" needs a type: " + all + ".", entry.keyRange());
    return null;
  }

  private void fill(ShortForm form, YamlNode.Mapping mapping, Names names, Draft draft) {
    List<YamlNode.Entry> meta = new ArrayList<>();
    boolean alone =
        mapping.entries().stream()
            .map(entry -> form.keys().get(entry.key()))
            .noneMatch(key -> key != null && key.kind() == ShortForm.Kind.RESOURCES);
    for (YamlNode.Entry entry : mapping.entries()) {
      ShortForm.Key key = form.keys().get(entry.key());
      if (key != null) {
        key(key, entry, names, draft);
      } else if (form.target() != null && isMeta(entry.key())) {
        meta.add(entry);
        if (!alone && (entry.key().equals("count") || entry.key().equals("for_each"))) {
          diagnostics.add(
              NotBuilt.error(
                  "\"" + entry.key() + "\" in a short form that makes several resources",
                  "Write them out in \"resources\".",
                  entry.keyRange()));
        }
      } else if (form.variants().isEmpty() || !entry.key().equals("type")) {
        unsupported(form, entry);
      }
    }
    if (!meta.isEmpty()) {
      draft.add(
          bodies.body(
              BlockForm.RESOURCE, YamlNode.Mapping.of(meta, mapping.range()), mapping.range()));
    }
    values.defaults(form.defaults(), names, draft, false);
    values.defaults(form.always(), names, draft, true);
  }

  private static boolean isMeta(String key) {
    return BlockForm.RESOURCE.code().containsKey(key)
        || BlockForm.RESOURCE.blocks().containsKey(key);
  }

  private void unsupported(ShortForm form, YamlNode.Entry entry) {
    error(
        "Unsupported argument",
        "An argument named \""
            + entry.key()
            + "\" is not expected here."
            + NearMatch.question(entry.key(), form.names()),
        entry.keyRange());
  }

  private void key(ShortForm.Key key, YamlNode.Entry entry, Names names, Draft draft) {
    ShortForm form = key.form();
    switch (key.kind()) {
      case VALUE, JSON, PATH, NAMES -> values.add(key, entry, names, draft);
      case FLAT -> {
        YamlNode.Mapping mapping = form == null ? null : mapping(form, entry);
        if (form != null && mapping != null) {
          fill(form, mapping, names.within(mapping), draft);
        }
      }
      case BLOCKS -> {
        if (form != null) {
          each(form, entry).forEach(one -> nested(key, form, one, names, draft));
        }
      }
      case RESOURCES -> {
        if (form != null) {
          each(form, entry).forEach(one -> resource(form, one, names.key()));
        }
      }
    }
    values.also(key, entry, names, draft);
  }

  private void nested(
      ShortForm.Key key, ShortForm form, YamlNode.Entry entry, Names names, Draft draft) {
    YamlNode.Mapping mapping = mapping(form, entry);
    if (mapping == null) {
      return;
    }
    Draft inner = new Draft(form.document(), entry.keyRange(), mapping.range());
    if (!form.named().isEmpty()) {
      Expression name =
          bodies.expression(new YamlNode.Text(entry.key(), entry.origin(), entry.keyRange()));
      inner.put(form.named(), entry.keyRange(), name, true);
    }
    fill(form, mapping, new Names(entry.key(), names.key(), mapping), inner);
    draft.block(
        key.within(),
        new Body.Block(key.argument(), List.of(), List.of(), inner.body(), entry.keyRange()));
  }

  private void error(String summary, String detail, SourceRange range) {
    diagnostics.add(Diagnostic.error(summary, detail, range));
  }
}
