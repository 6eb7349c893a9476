package io.planform.planner.config.block;

import io.planform.planner.config.Body;
import io.planform.planner.config.Configuration.RequiredProvider;
import io.planform.planner.config.ProviderName;
import io.planform.planner.config.ProviderSource;
import io.planform.planner.config.VersionConstraint;
import io.planform.planner.lang.Expression;
import io.planform.planner.lang.StaticExpression;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the entries of {@code required_providers}. */
final class RequiredProviderReader {
  private static final Pattern NAME = Pattern.compile("[\\p{Ll}\\d]+(-[\\p{Ll}\\d]+)*");

  private final Diagnostics diagnostics;

  RequiredProviderReader(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  RequiredProvider read(Body.Argument argument) {
    if (!NAME.matcher(argument.name()).matches()) {
      diagnostics.add(
          Diagnostic.error(
              "Invalid provider local name",
              "The name of a provider has lower-case letters, digits and dashes only.",
              argument.nameRange()));
    }
    Expression expression = argument.expression();
    List<StaticExpression.Pair> pairs = StaticExpression.pairs(expression);
    ProviderSource source = ProviderSource.implied(argument.name());
    VersionConstraint version = VersionConstraint.NONE;
    List<String> aliases = List.of();
    if (pairs == null) {
      // The way of Terraform 0.12: only a version.
      version = version(expression);
      pairs = List.of();
    }
    for (StaticExpression.Pair pair : pairs) {
      switch (pair.name()) {
        case "source" -> source = source(pair.value(), source);
        case "version" -> version = version(pair.value());
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
    return new RequiredProvider(argument.name(), source, version, aliases, argument.nameRange());
  }

  private @Nullable String text(Expression expression) {
    return BodyReader.constant(expression, Type.STRING, diagnostics)
            instanceof Value.Str(String text)
        ? text
        : null;
  }

  private ProviderSource source(Expression expression, ProviderSource otherwise) {
    String text = text(expression);
    if (text == null) {
      return otherwise;
    }
    ProviderSource source = ProviderSource.parse(text);
    if (source == null || !isText(expression)) {
      diagnostics.add(
          Diagnostic.error(
              "Invalid provider source string",
              "A source is a namespace and a type: \"huaweicloud/huaweicloud\".",
              expression.range()));
      return otherwise;
    }
    if (text.contains("/")) {
      refuseAnotherOnes(source, expression);
    }
    return source;
  }

  /** Not a number or a truth value, which elsewhere would become text. */
  private static boolean isText(Expression expression) {
    return BodyReader.constant(expression, Type.DYNAMIC, new Diagnostics()) instanceof Value.Str;
  }

  private void refuseAnotherOnes(ProviderSource source, Expression expression) {
    String ours = ProviderSource.namespace(source.type(), source.namespace());
    if (!source.namespace().equals(ours)) {
      diagnostics.add(
          Diagnostic.error(
              "Unknown provider source",
              "The provider \""
                  + source.type()
                  + "\" here is "
                  + ours
                  + "/"
                  + source.type()
                  + ", not "
                  + source.namespace()
                  + "/"
                  + source.type()
                  + ".",
              expression.range()));
    }
  }

  private VersionConstraint version(Expression expression) {
    String text = text(expression);
    VersionConstraint version = text == null ? null : VersionConstraint.parse(text);
    if (text != null && version == null) {
      diagnostics.add(VersionConstraint.invalid(expression.range()));
    }
    return version == null ? VersionConstraint.NONE : version;
  }

  private List<String> aliases(Expression expression) {
    List<Expression> elements = StaticExpression.elements(expression);
    if (elements == null) {
      diagnostics.add(
          Diagnostic.error(
              "Invalid expression",
              "A list of names of provider configurations is required, in square brackets.",
              expression.range()));
      return List.of();
    }
    List<String> aliases = new ArrayList<>();
    for (Expression element : elements) {
      String alias = ProviderName.read(element, diagnostics);
      if (alias != null && StaticExpression.text(element) != null) {
        diagnostics.add(
            Diagnostic.error(
                "Invalid expression",
                "The name of a provider configuration is written without quotes: NAME.ALIAS.",
                element.range()));
      } else if (alias != null) {
        aliases.add(alias);
      }
    }
    return aliases;
  }
}
