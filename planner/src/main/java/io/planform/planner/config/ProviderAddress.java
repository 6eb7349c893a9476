package io.planform.planner.config;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Names a configuration of a provider: {@code type}, {@code type.alias}, {@code
 * module.a.type.alias}.
 *
 * @param module in which the provider is configured
 * @param type the provider's own name, whatever local name modules use
 * @param alias null for the default configuration
 */
public record ProviderAddress(ModulePath module, String type, @Nullable String alias) {

  /** Reads what {@link #toString} writes. */
  public static ProviderAddress parse(String text) {
    List<String> parts = Arrays.asList(text.split("\\.", -1));
    ModulePath module = ModulePath.ROOT;
    int at = 0;
    while (parts.size() - at > 2 && parts.get(at).equals("module")) {
      module = module.child(parts.get(at + 1));
      at += 2;
    }
    return new ProviderAddress(
        module, parts.get(at), parts.size() > at + 1 ? parts.get(at + 1) : null);
  }

  /** {@code type} or {@code type.alias}. */
  public String name() {
    return alias == null ? type : type + "." + alias;
  }

  @Override
  public String toString() {
    return module.qualify(name());
  }
}
