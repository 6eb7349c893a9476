package io.planform.utility.terraform;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.value.Value;
import io.planform.utility.catalogue.Faults;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads Terraform's state files, of format 4. Outputs are not marked as sensitive, as with
 * Terraform: manifests written for it rely on that.
 */
final class StateFile {
  private static final int FORMAT = 4;
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private StateFile() {}

  /** Null if there is no such file, or after an error. */
  static @Nullable SequencedMap<String, Value> outputs(
      Path file, Surroundings surroundings, Diagnostics diagnostics) {
    if (!Files.exists(file)) {
      return null;
    }
    try {
      JsonNode state = JSON.readTree(Files.readAllBytes(file));
      int format = state.path("version").asInt();
      if (format != FORMAT) {
        diagnostics.add(
            Faults.at(
                "config",
                "Not a state file",
                "\"" + file + "\" is not a state of format " + FORMAT + "."));
        return null;
      }
      SequencedMap<String, Value> outputs = new LinkedHashMap<>();
      for (Map.Entry<String, JsonNode> output : state.path("outputs").properties()) {
        JsonNode it = output.getValue();
        outputs.put(output.getKey(), surroundings.stored(it.path("value"), it.path("type")));
      }
      return outputs;
    } catch (JsonProcessingException _) {
      // Jackson's message quotes the document, which may hold secrets.
      diagnostics.add(Faults.at("config", "Not a state file", "\"" + file + "\" is not JSON."));
    } catch (IOException e) {
      diagnostics.add(Faults.at("config", "Cannot read the state", Faults.reason(e)));
    }
    return null;
  }
}
