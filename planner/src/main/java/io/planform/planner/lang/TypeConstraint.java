package io.planform.planner.lang;

import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.diagnostic.NearMatch;
import io.planform.spi.value.Conversion;
import io.planform.spi.value.Marks;
import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;

/**
 * The type of an input variable, with the defaults of its optional attributes.
 *
 * @param defaults by attribute name, for an object type
 * @param parts the constraints of an object's attributes by name, of a tuple's elements by number,
 *     of a collection's elements by the empty name, as far as they have defaults
 */
public record TypeConstraint(
    Type type, Map<String, Value> defaults, Map<String, TypeConstraint> parts) {
  public static final TypeConstraint ANY = plain(Type.DYNAMIC);

  private static final String ELEMENTS = "";

  public TypeConstraint {
    defaults = Map.copyOf(defaults);
    parts = Map.copyOf(parts);
  }

  private static TypeConstraint plain(Type type) {
    return new TypeConstraint(type, Map.of(), Map.of());
  }

  private boolean hasDefaults() {
    return !defaults.isEmpty() || !parts.isEmpty();
  }

  /** A value with the defaults of what it lacks, before it is converted to the type. */
  public Value withDefaults(Value value) {
    if (!hasDefaults()) {
      return value;
    }
    return switch (value) {
      case Value.Marked(Value bare, Marks marks) -> new Value.Marked(withDefaults(bare), marks);
      case Value.Obj(SequencedMap<String, Value> values) -> mapping(values);
      case Value.MapOf(_, Map<String, Value> values) -> mapping(values);
      case Value.ListOf(_, List<Value> values) -> elements(values);
      case Value.SetOf(_, List<Value> values) -> elements(values);
      case Value.Tuple(List<Value> values) -> elements(values);
      case Value.Str _, Value.Num _, Value.Bool _, Value.Null _, Value.Unknown _ -> value;
    };
  }

  private Value mapping(Map<String, Value> values) {
    SequencedMap<String, Value> filled = new LinkedHashMap<>(values);
    defaults.forEach(
        (name, fallback) ->
            filled.merge(name, fallback, (have, other) -> have.isNull() ? other : have));
    filled.replaceAll(
        (name, value) -> {
          TypeConstraint part = part(name);
          return part == null ? value : part.withDefaults(value);
        });
    return new Value.Obj(filled);
  }

  private @Nullable TypeConstraint part(String name) {
    TypeConstraint own = parts.get(name);
    return own == null ? parts.get(ELEMENTS) : own;
  }

  private Value elements(List<Value> values) {
    List<Value> filled = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      TypeConstraint part = part(Integer.toString(i));
      filled.add(part == null ? values.get(i) : part.withDefaults(values.get(i)));
    }
    return new Value.Tuple(filled);
  }

  /** Reads {@code list(object({ name = string, size = optional(number, 1) }))}. */
  public static TypeConstraint parse(Expression expression, Diagnostics diagnostics) {
    return new Reader(expression, diagnostics).read(StaticExpression.root(expression));
  }

  private record Reader(Expression expression, Diagnostics diagnostics) {

    TypeConstraint read(Node node) {
      return switch (node) {
        case Node.Outer(Reference reference, _, _) when reference.steps().isEmpty() ->
            named(node, reference.root());
        case Node.Literal(Value.Str _, int start, int end) ->
            invalid(start, end, "A type is written without quotes.");
        case Node.Call call -> constructor(call);
        case Node.Invalid _ -> ANY;
        case Node.Literal _,
            Node.Outer _,
            Node.Template _,
            Node.TemplateIf _,
            Node.TemplateFor _,
            Node.Local _,
            Node.GetAttribute _,
            Node.GetIndex _,
            Node.Splat _,
            Node.Unary _,
            Node.Binary _,
            Node.Conditional _,
            Node.TupleOf _,
            Node.ObjectOf _,
            Node.ForTuple _,
            Node.ForObject _,
            Node.Parentheses _ ->
            invalid(node, "A type such as string, list(string) or object({…}) is required.");
      };
    }

    private TypeConstraint named(Node node, String name) {
      return switch (name) {
        case "string" -> plain(Type.STRING);
        case "number" -> plain(Type.NUMBER);
        case "bool" -> plain(Type.BOOL);
        case "any" -> ANY;
        // As Terraform 0.11 wrote them.
        case "list" -> plain(Type.list(Type.DYNAMIC));
        case "map" -> plain(Type.map(Type.DYNAMIC));
        case "set" ->
            invalid(node, "The " + name + " needs an element type: " + name + "(string).");
        default ->
            invalid(
                node,
                "\""
                    + name
                    + "\" is not a type."
                    + NearMatch.question(name, List.of("string", "number", "bool", "any")));
      };
    }

    private TypeConstraint constructor(Node.Call call) {
      if (call.arguments().size() != 1) {
        return invalid(call, "The type constructor " + call.name() + " takes one argument.");
      }
      Node argument = call.arguments().getFirst();
      return switch (call.name()) {
        case "list" -> collection(read(argument), Type::list);
        case "set" -> collection(read(argument), Type::set);
        case "map" -> collection(read(argument), Type::map);
        case "tuple" -> tuple(argument);
        case "object" -> object(argument);
        case "optional" ->
            invalid(call, "\"optional\" stands only for an attribute of an object type.");
        default ->
            invalid(
                call.start(),
                call.nameEnd(),
                "\""
                    + call.name()
                    + "\" is not a type constructor."
                    + NearMatch.question(
                        call.name(), List.of("list", "set", "map", "tuple", "object")));
      };
    }

    private interface Collection {
      Type of(Type element);
    }

    private TypeConstraint collection(TypeConstraint element, Collection collection) {
      return new TypeConstraint(
          collection.of(element.type()),
          Map.of(),
          element.hasDefaults() ? Map.of(ELEMENTS, element) : Map.of());
    }

    private TypeConstraint tuple(Node argument) {
      if (!(argument instanceof Node.TupleOf(List<Node> nodes, _, _))) {
        return invalid(argument, "A tuple type needs a list of types: tuple([string, number]).");
      }
      List<Type> types = new ArrayList<>();
      Map<String, TypeConstraint> parts = new LinkedHashMap<>();
      for (int i = 0; i < nodes.size(); i++) {
        TypeConstraint part = read(nodes.get(i));
        types.add(part.type());
        if (part.hasDefaults()) {
          parts.put(Integer.toString(i), part);
        }
      }
      return new TypeConstraint(new Type.TupleType(types), Map.of(), parts);
    }

    private TypeConstraint object(Node argument) {
      if (!(argument instanceof Node.ObjectOf(List<Node.Item> items, _, _))) {
        return invalid(argument, "An object type needs its attributes: object({ name = string }).");
      }
      SequencedMap<String, Type> attributes = new LinkedHashMap<>();
      SequencedSet<String> optional = new LinkedHashSet<>();
      Map<String, Value> defaults = new LinkedHashMap<>();
      Map<String, TypeConstraint> parts = new LinkedHashMap<>();
      for (Node.Item item : items) {
        if (!(item.key() instanceof Node.Literal(Value.Str(String name), _, _))) {
          return invalid(item.key(), "An attribute name is required.");
        }
        Node type = item.value();
        Node fallback = null;
        if (type instanceof Node.Call call && call.name().equals("optional")) {
          if (call.arguments().isEmpty() || call.arguments().size() > 2) {
            return invalid(call, "\"optional\" takes a type and perhaps a default value.");
          }
          optional.add(name);
          fallback = call.arguments().size() == 2 ? call.arguments().get(1) : null;
          type = call.arguments().getFirst();
        }
        TypeConstraint part = read(type);
        attributes.put(name, part.type());
        if (part.hasDefaults()) {
          parts.put(name, part);
        }
        if (fallback != null) {
          addDefault(name, fallback, part, defaults);
        }
      }
      return new TypeConstraint(new Type.ObjectType(attributes, optional), defaults, parts);
    }

    private void addDefault(
        String name, Node node, TypeConstraint part, Map<String, Value> defaults) {
      Value value = constant(node);
      if (value != null) {
        Value filled = part.withDefaults(value);
        if (Conversion.convert(filled, part.type()) instanceof Conversion.Refused refused) {
          invalid(node, "The default value does not suit the type: " + refused.message() + ".");
        }
        defaults.put(name, filled);
      }
    }

    private @Nullable Value constant(Node node) {
      return expression instanceof ParsedExpression parsed
          ? new Evaluator(parsed.origin(), new NoScope(), diagnostics, parsed.slots())
              .evaluate(node)
          : null;
    }

    private TypeConstraint invalid(Node node, String detail) {
      return invalid(node.start(), node.end(), detail);
    }

    private TypeConstraint invalid(int start, int end, String detail) {
      if (expression instanceof ParsedExpression parsed) {
        diagnostics.add(
            Diagnostic.error(
                "Invalid type specification", detail, parsed.origin().range(start, end)));
      }
      return ANY;
    }
  }

  /** Where nothing may be referred to. */
  private record NoScope() implements Scope {
    @Override
    public Resolved resolve(Reference reference, Diagnostics diagnostics) {
      diagnostics.add(
          Diagnostic.error(
              "Variables not allowed", "Nothing may be referred to here.", reference.range()));
      return new Resolved(new Value.Unknown(Type.DYNAMIC), reference.steps().size());
    }

    @Override
    public Path baseDirectory() {
      return Path.of("");
    }
  }
}
