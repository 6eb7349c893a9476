package io.planform.planner.lang;

import io.planform.spi.value.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an expression is made of, as far as another language can say it by itself; the rest is text.
 */
public sealed interface ExpressionText {

  /** A number, a bool or null. */
  record Literal(Value value) implements ExpressionText {}

  /**
   * A string with or without sequences.
   *
   * @param bare as a template without quotes
   * @param quoted between quotes, as HCL has it
   */
  record Template(String bare, String quoted) implements ExpressionText {}

  record Elements(List<ExpressionText> elements) implements ExpressionText {}

  record Pairs(List<Pair> pairs) implements ExpressionText {}

  record Pair(Template key, ExpressionText value) {}

  /** The JSON text of something. */
  record Json(ExpressionText inner) implements ExpressionText {}

  /**
   * Anything else, as it is written.
   *
   * @param enclosed whether all its lines but the first are between brackets
   */
  record Code(String text, boolean enclosed) implements ExpressionText {}

  static ExpressionText of(Expression expression) {
    return switch (expression) {
      case ParsedExpression parsed -> new Reader(parsed.text()).read(parsed.root());
      case Composite.Constant constant ->
          constant.value() instanceof Value.Str(String text)
              ? text(text)
              : new Literal(constant.value());
      case Composite.Sequence sequence ->
          new Elements(sequence.elements().stream().map(ExpressionText::of).toList());
      case Composite.Mapping mapping ->
          new Pairs(mapping.entries().stream().map(ExpressionText::pair).toList());
      case Composite.Json json -> new Json(of(json.inner()));
      default -> throw new IllegalArgumentException("no text: " + expression);
    };
  }

  /** A text without sequences. */
  static Template text(String text) {
    String bare = escapeSequences(text);
    return new Template(bare, quoted(bare));
  }

  private static Pair pair(Composite.Entry entry) {
    Expression template = entry.template();
    return new Pair(
        template != null && of(template) instanceof Template key ? key : key(entry, template),
        of(entry.value()));
  }

  private static Template key(Composite.Entry entry, @Nullable Expression template) {
    if (template != null && of(template) instanceof Code(String code, _)) {
      return new Template("${" + code + "}", "${" + code + "}");
    }
    return text(entry.key());
  }

  private static String escapeSequences(String text) {
    return text.replace("${", "$${").replace("%{", "%%{");
  }

  private static String quoted(String bare) {
    StringBuilder quoted = new StringBuilder();
    for (int i = 0; i < bare.length(); i++) {
      char c = bare.charAt(i);
      switch (c) {
        case '"' -> quoted.append("\\\"");
        case '\\' -> quoted.append("\\\\");
        case '\n' -> quoted.append("\\n");
        case '\r' -> quoted.append("\\r");
        case '\t' -> quoted.append("\\t");
        default -> {
          if (c < ' ' || c == 0x7f) {
            quoted.append("\\u%04x".formatted((int) c));
          } else {
            quoted.append(c);
          }
        }
      }
    }
    return quoted.toString();
  }

  /** Reads syntax trees. */
  final class Reader {
    private final String source;

    Reader(String source) {
      this.source = source;
    }

    ExpressionText read(Node node) {
      return switch (node) {
        case Node.Literal(Value.Str(String text), _, _) -> text(text);
        case Node.Literal(Value.Num(BigDecimal number), _, _) -> new Literal(new Value.Num(number));
        case Node.Literal literal -> new Literal(literal.value());
        case Node.Template template -> template(template);
        case Node.TemplateIf _, Node.TemplateFor _ -> template(node);
        case Node.Parentheses wrapped when isSequence(wrapped) -> read(wrapped.inner());
        case Node.TupleOf tuple -> new Elements(tuple.elements().stream().map(this::read).toList());
        case Node.ObjectOf object -> object(object);
        case Node.Parentheses _, Node.Call _, Node.ForTuple _, Node.ForObject _ ->
            new Code(slice(node), true);
        default -> new Code(slice(node), false);
      };
    }

    /** Whether it is a template of one interpolation: it has no parentheses of its own. */
    private boolean isSequence(Node.Parentheses wrapped) {
      return wrapped.start() >= source.length() || source.charAt(wrapped.start()) != '(';
    }

    private ExpressionText object(Node.ObjectOf object) {
      List<Pair> pairs = new ArrayList<>();
      for (Node.Item item : object.items()) {
        Template key =
            switch (read(unwrapped(item.key()))) {
              case Template template -> template;
              case Code(String code, _) -> new Template("${" + code + "}", "${" + code + "}");
              case Literal _ -> {
                String code = slice(unwrapped(item.key()));
                yield new Template("${" + code + "}", "${" + code + "}");
              }
              case Elements _, Pairs _, Json _ -> null;
            };
        if (key == null) {
          return new Code(slice(object), true);
        }
        pairs.add(new Pair(key, read(item.value())));
      }
      return new Pairs(pairs);
    }

    private static Node unwrapped(Node key) {
      return key instanceof Node.Parentheses wrapped ? wrapped.inner() : key;
    }

    private Template template(Node node) {
      StringBuilder bare = new StringBuilder();
      StringBuilder quoted = new StringBuilder();
      parts(node, bare, quoted);
      return new Template(bare.toString(), quoted.toString());
    }

    private void parts(Node node, StringBuilder bare, StringBuilder quoted) {
      switch (node) {
        case Node.Template template -> template.parts().forEach(part -> parts(part, bare, quoted));
        case Node.Literal(Value.Str(String text), _, _) -> {
          Template literal = text(text);
          bare.append(literal.bare());
          quoted.append(literal.quoted());
        }
        case Node.TemplateIf directive -> {
          both("%{ if " + slice(directive.condition()) + " }", bare, quoted);
          parts(directive.then(), bare, quoted);
          if (!isEmpty(directive.otherwise())) {
            both("%{ else }", bare, quoted);
            parts(directive.otherwise(), bare, quoted);
          }
          both("%{ endif }", bare, quoted);
        }
        case Node.TemplateFor directive -> {
          int names = source.indexOf("for", directive.start());
          int end = directive.binding().collection().end();
          both("%{ " + source.substring(names, end) + " }", bare, quoted);
          parts(directive.body(), bare, quoted);
          both("%{ endfor }", bare, quoted);
        }
        default -> both("${" + slice(node) + "}", bare, quoted);
      }
    }

    private static boolean isEmpty(Node node) {
      return node instanceof Node.Literal(Value.Str(String text), _, _) && text.isEmpty();
    }

    private static void both(String text, StringBuilder bare, StringBuilder quoted) {
      bare.append(text);
      quoted.append(text);
    }

    private String slice(Node node) {
      return source.substring(node.start(), node.end());
    }
  }
}
