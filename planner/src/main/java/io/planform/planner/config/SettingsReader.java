package io.planform.planner.config;

import io.planform.planner.lang.Expression;
import io.planform.planner.lang.StaticExpression;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@code terraform} blocks. */
final class SettingsReader {
  /** The version of Terraform whose language this is. */
  private static final VersionConstraint.Version LANGUAGE = new VersionConstraint.Version(1, 11, 4);

  private static final Pattern SOURCE =
      Pattern.compile(
          "(([\\w.-]+(:\\d+)?/)?(?<namespace>[\\p{L}\\d_-]+)/)?(?<type>[\\p{L}\\d_-]+)");

  /** Whose the providers are that come with this version, by their types. */
  private static final Map<String, String> NAMESPACES =
      Map.of(
          "huaweicloud", "huaweicloud",
          "terraform", "builtin",
          "archive", "hashicorp",
          "random", "hashicorp",
          "null", "hashicorp",
          "local", "hashicorp",
          "time", "hashicorp",
          "http", "hashicorp",
          "tls", "hashicorp",
          "external", "hashicorp");

  private final Diagnostics diagnostics;
  private final List<Configuration.RequiredVersion> versions = new ArrayList<>();
  private final SequencedMap<String, Configuration.RequiredProvider> required =
      new LinkedHashMap<>();
  private Configuration.@Nullable Backend backend;

  SettingsReader(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  Configuration.Settings settings() {
    return new Configuration.Settings(backend, versions, required);
  }

  void read(Body.Block block) {
    if (!Labels.check(block, diagnostics)) {
      return;
    }
    BodyReader reader = new BodyReader(block.body(), diagnostics);
    Expression version = reader.expression("required_version");
    if (version != null) {
      requiredVersion(version);
    }
    reader.blocks("backend").forEach(this::backend);
    reader.blocks("required_providers").forEach(required -> providers(required.body()));
    Expression experiments = reader.expression("experiments");
    if (experiments != null) {
      diagnostics.add(
          Diagnostic.error(
              "Unknown experiment keyword",
              "This language has no experiments that could be chosen: take the argument out.",
              experiments.range()));
    }
    reader.refuse("cloud", "Keep the state with backend \"sqlite\" or \"postgres\".");
    reader.refuse("provider_meta", "Take it out.");
    reader.end();
  }

  private void requiredVersion(Expression expression) {
    if (!(BodyReader.constant(expression, Type.STRING, diagnostics)
        instanceof Value.Str(String text))) {
      return;
    }
    VersionConstraint constraint = VersionConstraint.parse(text);
    if (constraint == null) {
      diagnostics.add(
          Diagnostic.error(
              "Invalid version constraint",
              "Constraints look like \">= 1.5\", \"~> 1.9\" or \">= 1.3, < 2.0\".",
              expression.range()));
    } else if (!constraint.allows(LANGUAGE)) {
      diagnostics.add(
          Diagnostic.error(
              "Unsupported Terraform version",
              "This version understands the language of Terraform "
                  + LANGUAGE
                  + ", which \""
                  + text
                  + "\" does not allow.",
              expression.range()));
    }
    versions.add(new Configuration.RequiredVersion(text, expression.range()));
  }

  private void backend(Body.Block block) {
    if (block.labels().size() != 1) {
      diagnostics.add(
          Diagnostic.error("Invalid backend", "A backend has one label: its type.", block.range()));
    } else if (backend != null) {
      diagnostics.add(
          Diagnostic.error(
              "Duplicate backend configuration",
              "A backend was already declared at "
                  + backend.range().file()
                  + ":"
                  + backend.range().start().line()
                  + ":"
                  + backend.range().start().column()
                  + ".",
              block.range()));
    } else {
      backend = new Configuration.Backend(block.labels().getFirst(), block.body(), block.range());
    }
  }

  private void providers(Body body) {
    for (Body.Argument argument : body.arguments().values()) {
      Expression expression = argument.expression();
      List<StaticExpression.Pair> pairs = StaticExpression.pairs(expression);
      String source = "";
      List<String> aliases = List.of();
      if (pairs == null) {
        BodyReader.constant(expression, Type.STRING, diagnostics);
        pairs = List.of();
      }
      for (StaticExpression.Pair pair : pairs) {
        switch (pair.name()) {
          case "source" -> source = source(pair.value());
          case "version" -> text(pair.value());
          case "configuration_aliases" -> aliases = aliases(pair.value());
          default ->
              diagnostics.add(
                  Diagnostic.error(
                      "Invalid required_providers object",
                      "A provider's requirement has source, version and configuration_aliases, not"
                          + " \""
                          + pair.name()
                          + "\".",
                      pair.key().range()));
        }
      }
      String type =
          source.isEmpty() ? argument.name() : source.substring(source.lastIndexOf('/') + 1);
      required.put(
          argument.name(),
          new Configuration.RequiredProvider(argument.name(), type, aliases, argument.nameRange()));
    }
  }

  /** {@code namespace/type}, perhaps with a host before it; empty after an error. */
  private String source(Expression expression) {
    String source = text(expression);
    Matcher parts = SOURCE.matcher(source);
    if (!parts.matches()) {
      diagnostics.add(
          Diagnostic.error(
              "Invalid provider source string",
              "A source is a namespace and a type: \"huaweicloud/huaweicloud\".",
              expression.range()));
      return "";
    }
    String type = parts.group("type");
    String namespace = parts.group("namespace");
    String ours = NAMESPACES.getOrDefault(type, namespace == null ? "" : namespace);
    if (namespace != null && !namespace.equals(ours)) {
      diagnostics.add(
          Diagnostic.error(
              "Unknown provider source",
              "The provider \""
                  + type
                  + "\" here is "
                  + ours
                  + "/"
                  + type
                  + ", not "
                  + source
                  + ".",
              expression.range()));
    }
    return source;
  }

  private String text(Expression expression) {
    return BodyReader.constant(expression, Type.STRING, diagnostics)
            instanceof Value.Str(String text)
        ? text
        : "";
  }

  private List<String> aliases(Expression expression) {
    List<String> aliases = new ArrayList<>();
    for (Expression element :
        Objects.requireNonNullElse(StaticExpression.elements(expression), List.<Expression>of())) {
      String alias = ProviderName.read(element, diagnostics);
      if (alias != null) {
        aliases.add(alias);
      }
    }
    return aliases;
  }
}
