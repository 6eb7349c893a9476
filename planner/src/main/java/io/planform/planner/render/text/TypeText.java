package io.planform.planner.render.text;

import io.planform.spi.value.Type;
import java.util.List;
import java.util.TreeMap;

/** Types as the console's {@code type} function prints them. */
public final class TypeText {
  private static final int STEP = 4;

  private final StringBuilder text = new StringBuilder();

  private TypeText() {}

  public static String of(Type type) {
    TypeText console = new TypeText();
    console.type(type, 0);
    return console.text.toString();
  }

  private void type(Type type, int indent) {
    switch (type) {
      case Type.Primitive _ -> text.append(Type.describe(type));
      case Type.DynamicType _ -> text.append("dynamic");
      case Type.ListType(Type element) -> collection("list(", element, indent);
      case Type.SetType(Type element) -> collection("set(", element, indent);
      case Type.MapType(Type element) -> collection("map(", element, indent);
      case Type.TupleType(List<Type> elements) -> {
        text.append("tuple([");
        elements.forEach(element -> line("", element, indent + STEP));
        close(elements.isEmpty(), "])", indent);
      }
      case Type.ObjectType object -> {
        text.append("object({");
        new TreeMap<>(object.attributes())
            .forEach((name, attribute) -> line(name + ": ", attribute, indent + STEP));
        close(object.attributes().isEmpty(), "})", indent);
      }
    }
  }

  private void collection(String open, Type element, int indent) {
    text.append(open);
    boolean lines = element instanceof Type.TupleType || element instanceof Type.ObjectType;
    if (lines) {
      line("", element, indent + STEP);
    } else {
      type(element, indent);
    }
    close(!lines, ")", indent);
  }

  private void line(String label, Type type, int indent) {
    text.append('\n').repeat(' ', indent).append(label);
    type(type, indent);
    text.append(',');
  }

  private void close(boolean inline, String close, int indent) {
    if (!inline) {
      text.append('\n').repeat(' ', indent);
    }
    text.append(close);
  }
}
