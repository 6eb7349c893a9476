package io.planform.runtime;

import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns JSON values into what a handler's parameter declares: maps, lists, strings, numbers,
 * booleans, enums, records, and objects of classes with a constructor without parameters, whose
 * fields are named like the members but for case and underscores.
 */
final class Binding {
  private Binding() {}

  /**
   * @param path where in the event the value stands, for messages
   * @throws IllegalArgumentException when the value does not fit the type
   */
  static @Nullable Object bind(@Nullable Object value, Type type, String path) {
    if (type instanceof ParameterizedType) {
      ParameterizedType generic = (ParameterizedType) type;
      return bindTo((Class<?>) generic.getRawType(), generic.getActualTypeArguments(), value, path);
    }
    if (type instanceof WildcardType) {
      return bind(value, ((WildcardType) type).getUpperBounds()[0], path);
    }
    if (type instanceof GenericArrayType || !(type instanceof Class<?>)) {
      throw new IllegalArgumentException(path + " cannot be read as " + type.getTypeName());
    }
    return bindTo((Class<?>) type, new Type[0], value, path);
  }

  private static @Nullable Object bindTo(
      Class<?> type, Type[] arguments, @Nullable Object value, String path) {
    if (value == null) {
      if (type.isPrimitive()) {
        throw mismatch(path, null, type);
      }
      return null;
    }
    if (type == Object.class) {
      return value;
    }
    if (value instanceof Map<?, ?>) {
      Map<?, ?> members = (Map<?, ?>) value;
      if (type.isAssignableFrom(LinkedHashMap.class)) {
        return map(members, arguments, path);
      }
      return isRecord(type) ? record(members, type, path) : object(members, type, path);
    }
    if (value instanceof List<?>) {
      return elements((List<?>) value, type, arguments, path);
    }
    return scalar(value, type, path);
  }

  private static Map<String, @Nullable Object> map(
      Map<?, ?> members, Type[] arguments, String path) {
    Type element = arguments.length == 2 ? arguments[1] : Object.class;
    Map<String, @Nullable Object> bound = new LinkedHashMap<>();
    members.forEach(
        (name, value) -> bound.put((String) name, bind(value, element, path + "." + name)));
    return bound;
  }

  private static Object elements(List<?> elements, Class<?> type, Type[] arguments, String path) {
    Type element =
        type.isArray()
            ? type.getComponentType()
            : arguments.length == 1 ? arguments[0] : Object.class;
    List<@Nullable Object> bound = new ArrayList<>();
    for (Object value : elements) {
      bound.add(bind(value, element, path + "[" + bound.size() + "]"));
    }
    if (type.isArray()) {
      Object array = Array.newInstance(type.getComponentType(), bound.size());
      for (int i = 0; i < bound.size(); i++) {
        Array.set(array, i, bound.get(i));
      }
      return array;
    }
    if (type.isAssignableFrom(ArrayList.class)) {
      return bound;
    }
    if (type == Set.class || type == Collection.class || type == LinkedHashSet.class) {
      return new LinkedHashSet<>(bound);
    }
    throw mismatch(path, elements, type);
  }

  private static Object record(Map<?, ?> members, Class<?> type, String path) {
    List<Field> components = Fields.of(type);
    Members named = new Members(members);
    Class<?>[] types = new Class<?>[components.size()];
    @Nullable Object[] values = new Object[components.size()];
    for (int i = 0; i < types.length; i++) {
      Field component = components.get(i);
      types[i] = component.getType();
      values[i] =
          bind(
              named.get(component.getName()),
              component.getGenericType(),
              path + "." + component.getName());
    }
    return create(type, types, values);
  }

  private static Object object(Map<?, ?> members, Class<?> type, String path) {
    if (type.isInterface() || type.isPrimitive() || type.getName().startsWith("java.")) {
      throw mismatch(path, members, type);
    }
    Object object = create(type, new Class<?>[0], new Object[0]);
    Members named = new Members(members);
    for (Field field : Fields.of(type)) {
      Object value = named.get(field.getName());
      if (value != null) {
        try {
          field.set(object, bind(value, field.getGenericType(), path + "." + field.getName()));
        } catch (IllegalAccessException e) {
          throw new IllegalArgumentException(field + " cannot be set", e);
        }
      }
    }
    return object;
  }

  /** Records came with Java 16, this class runs on 8: it knows them by the class they extend. */
  private static boolean isRecord(Class<?> type) {
    Class<?> parent = type.getSuperclass();
    return parent != null && parent.getName().equals("java.lang.Record");
  }

  private static Object create(Class<?> type, Class<?>[] types, @Nullable Object[] values) {
    try {
      Constructor<?> constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return constructor.newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException(
          type.getName() + " cannot be created: it needs a constructor without parameters", e);
    }
  }

  private static Object scalar(Object value, Class<?> type, String path) {
    if (type.isInstance(value)) {
      return value;
    }
    if (value instanceof Number) {
      Object converted = number((Number) value, type);
      if (converted != null) {
        return converted;
      }
    }
    if (type == String.class) {
      return value.toString();
    }
    if (value instanceof Boolean && type == boolean.class) {
      return value;
    }
    if (value instanceof String && type.isEnum()) {
      for (Object constant : type.getEnumConstants()) {
        if (((Enum<?>) constant).name().equals(value)) {
          return constant;
        }
      }
    }
    throw mismatch(path, value, type);
  }

  private static @Nullable Object number(Number number, Class<?> type) {
    if (type == int.class || type == Integer.class) {
      return Math.toIntExact(whole(number));
    }
    if (type == long.class || type == Long.class) {
      return whole(number);
    }
    if (type == double.class || type == Double.class) {
      return number.doubleValue();
    }
    if (type == float.class || type == Float.class) {
      return number.floatValue();
    }
    if (type == short.class || type == Short.class) {
      return (short) whole(number);
    }
    return type == BigDecimal.class ? new BigDecimal(number.toString()) : null;
  }

  private static long whole(Number number) {
    return new BigDecimal(number.toString()).longValueExact();
  }

  private static IllegalArgumentException mismatch(
      String path, @Nullable Object value, Class<?> type) {
    String found =
        value == null
            ? "null"
            : value instanceof Map ? "an object" : value instanceof List ? "a list" : "" + value;
    return new IllegalArgumentException(path + " is " + found + ", not a " + type.getTypeName());
  }
}
