package io.planform.host.runtime;

import io.planform.host.runtime.RuntimeImage.Protocol;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one runtime name of the API stands for.
 *
 * @param interpreter what runs inside: {@code Node.js 6.10.3}
 * @param recipe how its image is built; null where the user brings one, and for what is unavailable
 * @param ahead whether the image is made before anybody asks for it
 * @param unavailable why it cannot be run here; null where it can
 */
public record RuntimeEntry(
    String name,
    String interpreter,
    Protocol protocol,
    @Nullable RecipeArguments recipe,
    boolean ahead,
    @Nullable String unavailable) {

  /** Whether functions can be run of it. */
  public boolean isAvailable() {
    return unavailable == null;
  }

  /** For people: the exact interpreter where the image has one. */
  public String shown() {
    return protocol == Protocol.MANAGED ? interpreter : name;
  }

  /** How its image is built; empty where there is nothing to build. */
  Optional<RecipeArguments> toBuild() {
    return Optional.ofNullable(recipe);
  }
}
