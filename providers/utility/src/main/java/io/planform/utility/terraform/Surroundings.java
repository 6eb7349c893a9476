package io.planform.utility.terraform;

import com.fasterxml.jackson.databind.JsonNode;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.provider.Provider.Environment;
import io.planform.spi.value.Value;
import java.nio.file.Path;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** What the program that the provider is built into does for it. */
public interface Surroundings {

  /**
   * The outputs of a state that the program itself keeps, marked as sensitive where they are.
   *
   * @param file the state's database; {@code null} for where states are by default
   * @return null if there is no such state, or after an error
   */
  @Nullable SequencedMap<String, Value> outputs(
      @Nullable Path file, String workspace, Environment environment, Diagnostics diagnostics);

  /**
   * A value as states keep it, Terraform's too.
   *
   * @param type such as {@code "string"} or {@code ["list", "string"]}
   */
  Value stored(JsonNode value, JsonNode type);

  /** The values in the text of a file of variable values, in the syntax of manifests. */
  SequencedMap<String, Value> variables(String text, Diagnostics diagnostics);
}
