package io.planform.planner.config;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a provider comes from, as {@code required_providers} says it: {@code
 * registry.terraform.io/acme/x}, or {@code acme/x} for short. All providers that there are here are
 * part of this program: only the type decides which one is meant.
 */
public record ProviderSource(String host, String namespace, String type)
    implements Comparable<ProviderSource> {
  private static final String REGISTRY = "registry.terraform.io";
  private static final Pattern HOST = Pattern.compile("[\\p{L}\\p{N}.-]+(:\\d{1,5})?");
  private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}]+(-[\\p{L}\\p{N}]+)*");

  /** Whose the providers are that come with this version, by their types. */
  private static final Map<String, String> NAMESPACES =
      Map.of(
          "huaweicloud", "huaweicloud",
          "terraform", "builtin",
          "archive", "hashicorp",
          "random", "hashicorp",
          "null", "hashicorp",
          "local", "hashicorp",
          "time", "hashicorp",
          "http", "hashicorp",
          "tls", "hashicorp",
          "external", "hashicorp");

  /** Null if the text is no source. */
  public static @Nullable ProviderSource parse(String text) {
    String[] parts = text.toLowerCase(Locale.ROOT).split("/", -1);
    return switch (parts.length) {
      case 1 -> checked(REGISTRY, "hashicorp", parts[0]);
      case 2 -> checked(REGISTRY, parts[0], parts[1]);
      case 3 -> checked(parts[0], parts[1], parts[2]);
      default -> null;
    };
  }

  private static @Nullable ProviderSource checked(String host, String namespace, String type) {
    return HOST.matcher(host).matches()
            && NAME.matcher(namespace).matches()
            && NAME.matcher(type).matches()
        ? new ProviderSource(host, namespace, type)
        : null;
  }

  /** What a local name means that nothing declares. */
  public static ProviderSource implied(String localName) {
    return localName.equals("terraform")
        ? new ProviderSource("terraform.io", "builtin", localName)
        : new ProviderSource(REGISTRY, "hashicorp", localName);
  }

  /** Where a provider that comes with this version is from, if nobody says it. */
  public static ProviderSource usual(String type) {
    ProviderSource implied = implied(type);
    return new ProviderSource(implied.host, namespace(type, implied.namespace), type);
  }

  /** Whose a provider of this version is. */
  public static String namespace(String type, String otherwise) {
    return NAMESPACES.getOrDefault(type, otherwise);
  }

  @Override
  public int compareTo(ProviderSource other) {
    return toString().compareTo(other.toString());
  }

  @Override
  public String toString() {
    return host + "/" + namespace + "/" + type;
  }
}
