package io.planform.planner.manifest.yaml;

import io.planform.planner.config.Body;
import io.planform.planner.lang.Composite;
import io.planform.planner.lang.Expression;
import io.planform.planner.lang.ExpressionParser;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.diagnostic.NearMatch;
import io.planform.spi.diagnostic.SourceRange;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The short form of functions. What it means is in the tables below: a key of the short form has a
 * name in the full one, and what is not said has a default. {@code %s} stands for the function's
 * key, a second one for the trigger's. Keys that the tables do not name mean themselves.
 */
final class ShortForms {
  private static final String FUNCTION = "huaweicloud_fgs_function";
  private static final String TRIGGER = "huaweicloud_fgs_function_trigger";

  private static final Map<String, String> FUNCTION_KEYS =
      Map.of(
          "memory", "memory_size",
          "initializer", "initializer_handler",
          "concurrency", "concurrency_num");

  /** Keys that no argument has as its name, so that no schema could tell what was meant. */
  private static final List<String> FUNCTION_SECTIONS = List.of("code", "environment", "triggers");

  private static final Map<String, String> FUNCTION_DEFAULTS =
      Map.of(
          "name", "\"%s\"",
          "app", "\"default\"",
          "memory_size", "128",
          "timeout", "30");

  /** What {@code code: ./folder} adds to a function. */
  private static final Map<String, String> CODE_ARGUMENTS =
      Map.of(
          "code_type", "\"zip\"",
          "func_code", "filebase64(data.archive_file.%s.output_path)");

  /** The archive of a code folder, beside its source. */
  private static final Map<String, String> ARCHIVE_ARGUMENTS =
      Map.of(
          "type", "\"zip\"",
          "output_path", "\"${path.module}/.planform/packages/%s.zip\"");

  /** Trigger types of the short form, with what their event data has by default. */
  private static final Map<String, Trigger> TRIGGERS =
      Map.of(
          "timer",
          new Trigger("TIMER", Map.of("name", "\"%2$s\"")),
          "apig",
          new Trigger(
              "APIG",
              Map.of(
                  "name", "replace(\"%1$s_%2$s\", \"-\", \"_\")",
                  "group_id", "\"default\"",
                  "env_id", "\"DEFAULT_ENVIRONMENT_RELEASE_ID\"",
                  "env_name", "\"RELEASE\"",
                  "protocol", "\"HTTP\"",
                  "req_method", "\"ANY\"",
                  "match_mode", "\"NORMAL\"",
                  "auth", "\"NONE\"",
                  "type", "1",
                  "func_info", "{ timeout = 5000, invocation_type = \"sync\" }")));

  /** Keys of event data that say two things at once. */
  private static final Map<String, Map<String, String>> EVENT_KEYS =
      Map.of(
          "cron", Map.of("schedule_type", "\"Cron\""),
          "rate", Map.of("schedule_type", "\"Rate\""));

  private static final Map<String, String> EVENT_NAMES =
      Map.of("cron", "schedule", "rate", "schedule", "method", "req_method");

  private record Trigger(String type, Map<String, String> eventData) {}

  private final Diagnostics diagnostics;
  private final List<Body.Block> blocks;
  private final YamlBody bodies;

  /**
   * @param blocks to which the full form is added
   */
  ShortForms(Diagnostics diagnostics, List<Body.Block> blocks) {
    this.diagnostics = diagnostics;
    this.blocks = blocks;
    this.bodies = new YamlBody(diagnostics);
  }

  void functions(YamlNode section) {
    if (!(section instanceof YamlNode.Mapping(List<YamlNode.Entry> functions, _))) {
      error("Mapping required", "\"functions\" holds a mapping of functions.", section.range());
      return;
    }
    for (YamlNode.Entry function : functions) {
      if (function.value() instanceof YamlNode.Mapping mapping) {
        function(function, mapping);
      } else {
        error(
            "Mapping required",
            "The function \"" + function.key() + "\" holds a mapping of its settings.",
            function.keyRange());
      }
    }
  }

  private void function(YamlNode.Entry function, YamlNode.Mapping mapping) {
    String key = function.key();
    List<YamlNode.Entry> kept = new ArrayList<>();
    SequencedMap<String, Body.Argument> added = new LinkedHashMap<>();
    for (YamlNode.Entry entry : mapping.entries()) {
      switch (entry.key()) {
        case "code" -> code(key, entry, added);
        case "triggers" -> triggers(function, entry);
        case "environment" ->
            added.put(
                "user_data",
                new Body.Argument(
                    "user_data",
                    new Composite.Json(bodies.expression(entry.value())),
                    entry.keyRange()));
        default -> {
          String near = NearMatch.question(entry.key(), FUNCTION_SECTIONS);
          if (near.isEmpty()) {
            kept.add(
                new YamlNode.Entry(
                    FUNCTION_KEYS.getOrDefault(entry.key(), entry.key()),
                    entry.keyRange(),
                    entry.value()));
          } else {
            error(
                "Unsupported argument",
                "A function has no \"" + entry.key() + "\"." + near,
                entry.keyRange());
          }
        }
      }
    }
    Body body =
        bodies.body("resource", new YamlNode.Mapping(kept, mapping.range()), function.keyRange());
    SequencedMap<String, Body.Argument> arguments = new LinkedHashMap<>(body.arguments());
    added.forEach(arguments::putIfAbsent);
    defaults(FUNCTION_DEFAULTS, function.keyRange(), key, "").forEach(arguments::putIfAbsent);
    add("resource", FUNCTION, key, function.keyRange(), arguments, body.blocks());
  }

  private void code(
      String key, YamlNode.Entry entry, SequencedMap<String, Body.Argument> function) {
    Expression folder = null;
    if (entry.value() instanceof YamlNode.Text(String text, var origin, SourceRange range)) {
      folder =
          text.startsWith("./")
              ? ExpressionParser.parseTemplate(
                  "${path.module}" + text.substring(1), (start, end) -> range, diagnostics)
              : ExpressionParser.parseTemplate(text, origin, diagnostics);
    }
    if (folder == null) {
      error("Folder required", "\"code\" is the path of a folder.", entry.value().range());
      return;
    }
    SequencedMap<String, Body.Argument> archive = new LinkedHashMap<>();
    archive.put("source_dir", new Body.Argument("source_dir", folder, entry.keyRange()));
    archive.putAll(defaults(ARCHIVE_ARGUMENTS, entry.keyRange(), key, ""));
    add("data", "archive_file", key, entry.keyRange(), archive, List.of());
    function.putAll(defaults(CODE_ARGUMENTS, entry.keyRange(), key, ""));
  }

  private void triggers(YamlNode.Entry function, YamlNode.Entry section) {
    if (!(section.value() instanceof YamlNode.Mapping(List<YamlNode.Entry> triggers, _))) {
      error("Mapping required", "\"triggers\" holds a mapping of triggers.", section.keyRange());
      return;
    }
    for (YamlNode.Entry trigger : triggers) {
      if (trigger.value() instanceof YamlNode.Mapping mapping) {
        trigger(function.key(), trigger, mapping);
      } else {
        error(
            "Mapping required",
            "The trigger \"" + trigger.key() + "\" holds a mapping of its settings.",
            trigger.keyRange());
      }
    }
  }

  private void trigger(String function, YamlNode.Entry entry, YamlNode.Mapping mapping) {
    Trigger trigger = type(entry, mapping);
    if (trigger == null) {
      return;
    }
    SequencedMap<String, Body.Argument> arguments = new LinkedHashMap<>();
    List<Composite.Entry> data = new ArrayList<>();
    Set<String> said = new LinkedHashSet<>();
    for (YamlNode.Entry setting : mapping.entries()) {
      String key = setting.key();
      if (key.equals("type")) {
        continue;
      }
      if (key.equals("status")) {
        Expression status = bodies.expression(setting.value());
        arguments.put("status", new Body.Argument("status", status, setting.keyRange()));
        continue;
      }
      String name = EVENT_NAMES.getOrDefault(key, key);
      said.add(name);
      data.add(new Composite.Entry(name, setting.keyRange(), bodies.expression(setting.value())));
      EVENT_KEYS
          .getOrDefault(key, Map.of())
          .forEach(
              (also, text) -> {
                said.add(also);
                data.add(
                    new Composite.Entry(
                        also, setting.keyRange(), parsed(text, setting.keyRange())));
              });
    }
    defaults(trigger.eventData(), entry.keyRange(), function, entry.key())
        .forEach(
            (name, argument) -> {
              if (!said.contains(name)) {
                data.add(new Composite.Entry(name, entry.keyRange(), argument.expression()));
              }
            });
    SourceRange place = entry.keyRange();
    put(arguments, "function_urn", FUNCTION + "." + function + ".urn", place);
    put(arguments, "type", "\"" + trigger.type() + "\"", place);
    arguments.put(
        "event_data",
        new Body.Argument(
            "event_data", new Composite.Json(new Composite.Mapping(data, mapping.range())), place));
    add("resource", TRIGGER, function + "_" + entry.key(), place, arguments, List.of());
  }

  private @Nullable Trigger type(YamlNode.Entry entry, YamlNode.Mapping mapping) {
    for (YamlNode.Entry setting : mapping.entries()) {
      if (setting.key().equals("type")
          && setting.value() instanceof YamlNode.Text(String name, _, SourceRange range)) {
        Trigger trigger = TRIGGERS.get(name);
        if (trigger == null) {
          error(
              "Unknown trigger type",
              "The short form of triggers has the types apig and timer, not \""
                  + name
                  + "\"."
                  + NearMatch.question(name, TRIGGERS.keySet())
                  + " Others are written as "
                  + TRIGGER
                  + " in \"resources\".",
              range);
        }
        return trigger;
      }
    }
    error(
        "Missing trigger type",
        "The trigger \"" + entry.key() + "\" needs a type: apig or timer.",
        entry.keyRange());
    return null;
  }

  private SequencedMap<String, Body.Argument> defaults(
      Map<String, String> table, SourceRange place, String function, String trigger) {
    SequencedMap<String, Body.Argument> arguments = new LinkedHashMap<>();
    table.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(
            entry ->
                put(
                    arguments,
                    entry.getKey(),
                    String.format(entry.getValue(), function, trigger),
                    place));
    return arguments;
  }

  private void put(
      SequencedMap<String, Body.Argument> arguments, String name, String text, SourceRange place) {
    arguments.put(name, new Body.Argument(name, parsed(text, place), place));
  }

  private Expression parsed(String text, SourceRange place) {
    return ExpressionParser.parse(text, (start, end) -> place, diagnostics);
  }

  private void add(
      String block,
      String type,
      String name,
      SourceRange place,
      SequencedMap<String, Body.Argument> arguments,
      List<Body.Block> nested) {
    blocks.add(
        new Body.Block(
            block,
            List.of(type, name),
            List.of(place, place),
            new Body(arguments, nested, place),
            place));
  }

  private void error(String summary, String detail, SourceRange range) {
    diagnostics.add(Diagnostic.error(summary, detail, range));
  }
}
