package io.planform.planner.convert;

import io.planform.planner.config.Body;
import io.planform.planner.lang.ExpressionText;
import io.planform.planner.lang.Scanner;
import io.planform.spi.value.Value;
import java.util.List;

/** Writes bodies as HCL, to be laid out by the formatter. */
final class HclText {
  private final StringBuilder text = new StringBuilder();
  private final CommentLines comments;

  HclText(CommentLines comments) {
    this.comments = comments;
  }

  static String of(Body file, CommentLines comments) {
    HclText hcl = new HclText(comments);
    List<String> head = comments.head();
    hcl.comment(head);
    if (!head.isEmpty()) {
      hcl.text.append('\n');
    }
    String between = "";
    for (Body.Block block : file.blocks()) {
      hcl.text.append(between);
      hcl.block(block);
      between = "\n";
    }
    return hcl.text.toString();
  }

  private void comment(List<String> lines) {
    lines.forEach(line -> text.append(("# " + line).strip()).append('\n'));
  }

  private void block(Body.Block block) {
    comment(comments.above(block.range()));
    text.append(block.type());
    block
        .labels()
        .forEach(
            label -> text.append(" \"").append(ExpressionText.text(label).quoted()).append('"'));
    text.append(" {\n");
    for (Body.Argument argument : block.body().arguments().values()) {
      comment(comments.above(argument.nameRange()));
      text.append(argument.name()).append(" = ");
      value(ExpressionText.of(argument.expression()));
      text.append('\n');
    }
    block.body().blocks().forEach(this::block);
    text.append("}\n");
  }

  private void value(ExpressionText value) {
    switch (value) {
      case ExpressionText.Literal(Value literal) -> text.append(literal(literal));
      case ExpressionText.Template template -> template(template);
      case ExpressionText.Elements(List<ExpressionText> elements) -> {
        boolean lines =
            elements.stream()
                .anyMatch(
                    one ->
                        one instanceof ExpressionText.Pairs
                            || one instanceof ExpressionText.Elements
                            || isHeredoc(one));
        text.append(lines ? "[\n" : "[");
        String separator = "";
        for (ExpressionText element : elements) {
          text.append(separator);
          value(element);
          if (lines) {
            text.append(isHeredoc(element) ? "\n,\n" : ",\n");
          } else {
            separator = ", ";
          }
        }
        text.append(']');
      }
      case ExpressionText.Pairs(List<ExpressionText.Pair> pairs) -> pairs(pairs);
      case ExpressionText.Json(ExpressionText inner) -> {
        text.append("jsonencode(");
        value(inner);
        text.append(')');
      }
      case ExpressionText.Code code -> code(code);
    }
  }

  private void pairs(List<ExpressionText.Pair> pairs) {
    if (pairs.isEmpty()) {
      text.append("{}");
      return;
    }
    text.append("{\n");
    for (ExpressionText.Pair pair : pairs) {
      String key = pair.key().bare();
      boolean plain = Scanner.isIdentifier(key) && !key.equals("for");
      text.append(plain ? key : "\"" + pair.key().quoted() + "\"").append(" = ");
      value(pair.value());
      text.append('\n');
    }
    text.append('}');
  }

  private static String literal(Value value) {
    return switch (value) {
      case Value.Num number -> {
        String digits = number.value().toPlainString();
        yield digits.length() < 60 ? digits : number.value().toString().replace('E', 'e');
      }
      case Value.Bool bool -> Boolean.toString(bool.value());
      default -> "null";
    };
  }

  /** An expression ends with its line, unless it is between brackets. */
  private void code(ExpressionText.Code code) {
    boolean open = code.text().contains("\n") && !code.enclosed();
    text.append(open ? "(" + code.text() + "\n)" : code.text());
  }

  private static boolean isHeredoc(ExpressionText value) {
    return value instanceof ExpressionText.Template template
        && template.bare().endsWith("\n")
        && template.bare().indexOf('\n') < template.bare().length() - 1
        && template.bare().chars().noneMatch(c -> (c < ' ' && c != '\n') || c == 0x7f)
        && template.bare().lines().noneMatch(line -> line.strip().equals("EOT"));
  }

  private void template(ExpressionText.Template template) {
    if (isHeredoc(template)) {
      text.append("<<EOT\n").append(template.bare()).append("EOT");
    } else {
      text.append('"').append(template.quoted()).append('"');
    }
  }
}
