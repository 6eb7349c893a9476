package io.planform.spi.provider;

import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.value.Value;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A provider before it is configured: what it knows without talking to anything. */
public interface Provider {

  /** The local name users write before the first underscore of a resource type. */
  String name();

  /** The schema of its {@code provider} block. */
  Schema configuration();

  Map<String, Schema> resourceTypes();

  Map<String, Schema> dataSources();

  /** Types of {@code ephemeral} blocks: objects that exist only while a command runs. */
  default Map<String, Schema> ephemeralTypes() {
    return Map.of();
  }

  /** Resource types of which a session tells all objects; it then is an {@link ObjectListing}. */
  default Set<String> listedTypes() {
    return Set.of();
  }

  /**
   * Arguments of a resource type of which objects keep a digest only, so that what was declared
   * cannot be had from them.
   */
  default Set<String> digests(String type) {
    return Set.of();
  }

  /** What expressions can call without a session, by the name after {@code provider::NAME::}. */
  default Map<String, ProviderFunction> functions() {
    return Map.of();
  }

  /**
   * How many remote calls of one session may go on at a time, where that is fewer than a user
   * allows.
   */
  default int parallelism() {
    return Integer.MAX_VALUE;
  }

  /**
   * Makes a session from a decoded {@code provider} block. Unknown parts of the configuration are
   * an error only where they are needed. No network traffic.
   *
   * @return null if {@code diagnostics} received an error
   */
  @Nullable ProviderSession configure(
      Value.Obj configuration, Environment environment, Diagnostics diagnostics);

  /**
   * What the process gives to a provider.
   *
   * @param variables environment variables; they never choose the target
   * @param home where host data lives ({@code PLANFORM_HOME})
   * @param directory of the root module
   */
  record Environment(Map<String, String> variables, Path home, Path directory) {}
}
