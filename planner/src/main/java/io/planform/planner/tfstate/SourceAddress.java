package io.planform.planner.tfstate;

import io.planform.planner.config.ModulePath;
import io.planform.planner.config.ProviderAddress;
import io.planform.planner.config.ProviderSource;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A provider configuration as Terraform names it: {@code provider["host/namespace/type"]}, {@code
 * module.a.provider["…"].alias}.
 */
final class SourceAddress {
  private static final Pattern FORM =
      Pattern.compile("((?:module\\.[^.\\[]+\\.)*)provider\\[\"([^\"]+)\"](?:\\.([^.]+))?");

  private SourceAddress() {}

  /** Null if the text is no such name. */
  static @Nullable ProviderAddress parse(String text) {
    Matcher parts = FORM.matcher(text);
    if (!parts.matches()) {
      return null;
    }
    ProviderSource source = ProviderSource.parse(parts.group(2));
    if (source == null) {
      return null;
    }
    ModulePath module = ModulePath.ROOT;
    for (String step : parts.group(1).split("\\.", -1)) {
      module = step.isEmpty() || step.equals("module") ? module : module.child(step);
    }
    return new ProviderAddress(module, source.type(), parts.group(3));
  }

  static String text(ProviderAddress address, ProviderSource source) {
    String alias = address.alias() == null ? "" : "." + address.alias();
    return address.module().qualify("provider[\"" + source + "\"]" + alias);
  }
}
