package io.planform.runtime;

import com.huawei.services.runtime.Context;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The user's classes: those in the code folder itself, in its jars, and in those in {@code lib}.
 */
final class UserCode {
  private final ClassLoader loader;
  private final Path root;

  /**
   * @param isolated whether these classes see none of this program's but its interfaces for them
   */
  UserCode(Path root, boolean isolated) throws IOException {
    this.root = root;
    List<URL> places = new ArrayList<>();
    places.add(root.toUri().toURL());
    for (Path folder : Arrays.asList(root, root.resolve("lib"))) {
      for (Path jar : jars(folder)) {
        places.add(jar.toUri().toURL());
      }
    }
    URL[] all = places.toArray(new URL[0]);
    ClassLoader own = UserCode.class.getClassLoader();
    loader = isolated ? new IsolatedLoader(all, own) : new URLClassLoader(all, own);
  }

  ClassLoader loader() {
    return loader;
  }

  /** {@code public T name(Event, Context)}, whose event may be of any type that JSON binds to. */
  Entry handler(String name) throws NotFoundException {
    return find(name, "handler", 2);
  }

  /**
   * {@code public void name(Context)}.
   *
   * @param kind for messages
   */
  Entry hook(String name, String kind) throws NotFoundException {
    return find(name, kind, 1);
  }

  /** {@code public boolean name()}. */
  Entry heartbeat(String name) throws NotFoundException {
    Entry entry = find(name, "heartbeat function", 0);
    if (entry.method.getReturnType() != boolean.class) {
      throw new NotFoundException("heartbeat function '" + name + "' does not return boolean");
    }
    return entry;
  }

  private Entry find(String name, String kind, int parameters) throws NotFoundException {
    int dot = name.lastIndexOf('.');
    if (dot <= 0 || dot == name.length() - 1) {
      throw new NotFoundException(kind + " '" + name + "' is not of the form package.Class.method");
    }
    String className = name.substring(0, dot);
    String methodName = name.substring(dot + 1);
    Class<?> type = load(className, kind, name);
    List<Method> candidates =
        Arrays.stream(type.getMethods())
            .filter(method -> method.getName().equals(methodName) && !method.isBridge())
            .collect(Collectors.toList());
    if (candidates.isEmpty()) {
      throw new NotFoundException(
          className + " has no public method '" + methodName + "': " + kind + " '" + name + "'");
    }
    for (Method method : candidates) {
      Class<?>[] types = method.getParameterTypes();
      boolean fits =
          types.length == parameters && (parameters == 0 || types[parameters - 1] == Context.class);
      if (fits) {
        return new Entry(method, instanceFor(method, type));
      }
    }
    String[] wanted = {
      "()",
      "(Context) with com.huawei.services.runtime.Context",
      "(Event, Context) with com.huawei.services.runtime.Context"
    };
    throw new NotFoundException(
        className
            + "."
            + methodName
            + " does not take "
            + wanted[parameters]
            + ": "
            + kind
            + " '"
            + name
            + "'");
  }

  private Class<?> load(String className, String kind, String name) throws NotFoundException {
    try {
      return Class.forName(className, true, loader);
    } catch (ClassNotFoundException e) {
      throw new NotFoundException(
          "class " + className + " is not in the code: " + kind + " '" + name + "'" + where());
    }
  }

  private String where() {
    List<String> names =
        Stream.of(root, root.resolve("lib"))
            .flatMap(f -> jars(f).stream())
            .map(jar -> root.relativize(jar).toString())
            .collect(Collectors.toList());
    return names.isEmpty()
        ? "; there are no jars in the code, only its folders were searched"
        : "; searched the code's folders and " + String.join(", ", names);
  }

  private static @Nullable Object instanceFor(Method method, Class<?> type)
      throws NotFoundException {
    if (Modifier.isStatic(method.getModifiers())) {
      return null;
    }
    try {
      return type.getConstructor().newInstance();
    } catch (InvocationTargetException e) {
      throw new IllegalStateException(
          "the constructor of " + type.getName() + " failed", e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new NotFoundException(
          type.getName()
              + " has no public constructor without parameters, and its method "
              + method.getName()
              + " is not static");
    }
  }

  private static List<Path> jars(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".jar"))
          .sorted()
          .collect(Collectors.toList());
    } catch (IOException e) {
      return Collections.emptyList();
    }
  }

  /** A method of the user's that can be called. */
  static final class Entry {
    private final Method method;
    private final @Nullable Object instance;

    private Entry(Method method, @Nullable Object instance) {
      this.method = method;
      this.instance = instance;
    }

    /** The declared type of the event. */
    Type eventType() {
      return method.getGenericParameterTypes()[0];
    }

    @Nullable Object call(@Nullable Object... arguments) throws Throwable {
      try {
        return method.invoke(instance, arguments);
      } catch (InvocationTargetException e) {
        throw e.getCause() == null ? e : e.getCause();
      }
    }
  }

  /** There is no such class or method; the message names both. */
  static final class NotFoundException extends Exception {
    private static final long serialVersionUID = 1L;

    NotFoundException(String message) {
      super(message);
    }
  }
}
