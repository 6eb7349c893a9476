package io.planform.runtime;

import java.net.URL;
import java.net.URLClassLoader;

/** Finds classes of Java, of some places, and the interfaces of the runtime; no others of it. */
final class IsolatedLoader extends URLClassLoader {
  private static final String INTERFACES = "com.huawei.services.runtime.";

  private final ClassLoader runtime;

  IsolatedLoader(URL[] places, ClassLoader runtime) {
    super(places, ClassLoader.getSystemClassLoader().getParent());
    this.runtime = runtime;
  }

  /** What both sides know must be the same class. */
  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    return name.startsWith(INTERFACES) ? runtime.loadClass(name) : super.loadClass(name, resolve);
  }
}
