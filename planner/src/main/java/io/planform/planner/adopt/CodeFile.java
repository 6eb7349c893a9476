package io.planform.planner.adopt;

import io.planform.planner.lang.ExpressionText;
import io.planform.planner.plan.address.Address;
import io.planform.spi.provider.CodePackages;
import io.planform.spi.provider.ProviderSession;
import io.planform.spi.value.Value;
import org.jspecify.annotations.Nullable;

/**
 * The code of an object, to be put into a file that its block refers to.
 *
 * @param attribute that gives the code
 * @param name of the file
 * @param content null if it cannot be had
 */
record CodeFile(String attribute, String name, byte @Nullable [] content) {

  /** Null for an object that has no code of its own. */
  static @Nullable CodeFile of(Address address, ProviderSession session, Value.Obj object) {
    CodePackages.Code code =
        session instanceof CodePackages packages ? packages.code(address.type(), object) : null;
    return code == null
        ? null
        : new CodeFile(code.attribute(), address.name() + "." + code.extension(), code.content());
  }

  /**
   * As an expression.
   *
   * @param folder of the file, as seen from its module: empty or with a slash at its end
   */
  String expression(String folder) {
    if (content == null) {
      return "null # the service does not hand out the code: give it here";
    }
    String path = ExpressionText.text(folder + name).quoted();
    return "filebase64(\"%s%s\")".formatted(folder.startsWith("/") ? "" : "${path.module}/", path);
  }
}
