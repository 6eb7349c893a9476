package io.planform.planner.manifest.yaml;

import io.planform.planner.lang.Composite;
import io.planform.planner.lang.Expression;
import io.planform.planner.lang.ExpressionParser;
import io.planform.planner.lang.Scanner;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.diagnostic.SourceRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Makes the values of short forms. */
final class ShortFormValues {
  /** Ids look like this; what does not, and is a name, is meant to be one of the manifest. */
  private static final Pattern ID =
      Pattern.compile("[0-9a-f]{8}(-?[0-9a-f]{4}){3}-?[0-9a-f]{12}", Pattern.CASE_INSENSITIVE);

  private final Diagnostics diagnostics;
  private final YamlBody bodies;
  private final Map<String, Set<String>> declared;

  /**
   * @param declared the names in this file by section
   */
  ShortFormValues(Diagnostics diagnostics, YamlBody bodies, Map<String, Set<String>> declared) {
    this.diagnostics = diagnostics;
    this.bodies = bodies;
    this.declared = declared;
  }

  void add(ShortForm.Key key, YamlNode.Entry entry, Names names, Draft draft) {
    if (key.kind() == ShortForm.Kind.NAMES) {
      put(key.argument(), entry, names(key, entry.value(), names), key.beside(), draft);
      return;
    }
    if (entry.value() instanceof YamlNode.Text text && isName(key, text.text())) {
      key.refer()
          .forEach(
              (argument, template) ->
                  put(argument, entry, reference(template, text, names), key.beside(), draft));
      return;
    }
    Expression value =
        key.kind() == ShortForm.Kind.PATH && entry.value() instanceof YamlNode.Text text
            ? path(text)
            : bodies.expression(entry.value());
    put(
        key.argument(),
        entry,
        key.kind() == ShortForm.Kind.JSON ? new Composite.Json(value) : value,
        key.beside(),
        draft);
  }

  private void put(
      String argument, YamlNode.Entry entry, Expression value, boolean beside, Draft draft) {
    if (!draft.put(argument, entry.keyRange(), value, beside)) {
      diagnostics.add(
          Diagnostic.error(
              "Argument set twice",
              "\"" + entry.key() + "\" sets \"" + argument + "\", which another key here sets too.",
              entry.keyRange()));
    }
  }

  private boolean isName(ShortForm.Key key, String text) {
    return !key.refer().isEmpty()
        && Scanner.isIdentifier(text)
        && !ID.matcher(text).matches()
        && (key.declared().isEmpty()
            || declared.getOrDefault(key.declared(), Set.of()).contains(text));
  }

  private Expression reference(String template, YamlNode.Text text, Names names) {
    String expanded = names.expand(template, text.text());
    if (expanded != null) {
      return parsed(expanded, text.range());
    }
    diagnostics.add(
        Diagnostic.error(
            "Incomplete reference",
            "\""
                + text.text()
                + "\" is a name within another: \""
                + names.missing(template)
                + "\" beside it must be a name as well.",
            text.range()));
    return bodies.expression(text);
  }

  private Expression names(ShortForm.Key key, YamlNode value, Names names) {
    if (!(value instanceof YamlNode.Sequence sequence)) {
      return bodies.expression(value);
    }
    List<Expression> items = new ArrayList<>();
    for (YamlNode item : sequence.items()) {
      items.add(
          item instanceof YamlNode.Text text && isName(key, text.text())
              ? reference(key.refer().getOrDefault(key.argument(), ""), text, names)
              : bodies.expression(item));
    }
    return new Composite.Sequence(items, value.range());
  }

  /** A path that begins with a dot is relative to the manifest. */
  private Expression path(YamlNode.Text node) {
    String text = node.text();
    if (!text.equals(".") && !text.startsWith("./") && !text.startsWith("../")) {
      return bodies.expression(node);
    }
    String rest = text.startsWith("./") ? text.substring(1) : "/" + text;
    return ExpressionParser.parseTemplate(
        "${path.module}" + rest, (start, end) -> node.range(), diagnostics);
  }

  /** What a key sets beside its own argument. */
  void also(ShortForm.Key key, YamlNode.Entry entry, Names names, Draft draft) {
    add(key.set(), entry.keyRange(), names, draft, false);
    add(key.outside(), entry.keyRange(), names, draft, true);
    draft.unset(key.unset());
  }

  /** What nothing else has set. */
  void defaults(Map<String, String> table, Names names, Draft draft, boolean beside) {
    add(table, draft.place(), names, draft, beside);
  }

  private void add(
      Map<String, String> table, SourceRange place, Names names, Draft draft, boolean beside) {
    table.forEach(
        (argument, template) -> {
          String text = draft.has(argument, beside) ? null : names.expand(template, "");
          if (text != null) {
            draft.put(argument, place, parsed(text, place), beside);
          }
        });
  }

  private Expression parsed(String text, SourceRange place) {
    return ExpressionParser.parse(text, (start, end) -> place, diagnostics);
  }
}
