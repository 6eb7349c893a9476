package io.planform.planner.tfstate;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.planform.planner.plan.evaluation.Providers;
import io.planform.planner.plan.prior.RecordedState;
import io.planform.planner.plan.prior.TypedJson;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import io.planform.spi.value.ValuePath;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** Reads a Terraform state file, one resource at a time. One instance reads one file. */
public final class TerraformStateReader {
  private static final int FORMAT = 4;

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private final String file;
  private final Diagnostics diagnostics;
  private final ResourceReader resources;
  private final SequencedMap<String, Value> outputs = new LinkedHashMap<>();
  private @Nullable JsonNode version;
  private long serial;
  private String lineage = "";
  private boolean encrypted;

  /**
   * @param file as the user named it
   */
  public TerraformStateReader(String file, Providers providers, Diagnostics diagnostics) {
    this.file = file;
    this.diagnostics = diagnostics;
    this.resources = new ResourceReader(file, providers);
  }

  /**
   * @return null after an error
   */
  public @Nullable TerraformState read(InputStream in) throws IOException {
    Diagnostics own = new Diagnostics();
    try (JsonParser parser = JSON.createParser(in)) {
      if (parser.nextToken() == JsonToken.START_OBJECT) {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
          String name = parser.currentName();
          parser.nextToken();
          field(name, parser, own);
        }
      }
    } catch (JsonProcessingException e) {
      // Jackson's message quotes the file, which may hold secrets.
      diagnostics.add(
          unsupported(
              "It is not JSON, from line "
                  + e.getLocation().getLineNr()
                  + ", column "
                  + e.getLocation().getColumnNr()
                  + " on."));
      return null;
    }
    String refusal = refusal();
    if (refusal != null) {
      diagnostics.add(unsupported(refusal));
      return null;
    }
    resources.report(own);
    diagnostics.addAll(own.toList());
    return own.hasErrors()
        ? null
        : new TerraformState(
            serial, lineage, new RecordedState(resources.rows(), outputs, List.of()));
  }

  /** Why the file is none that can be read; null if it can. */
  private @Nullable String refusal() {
    if (encrypted) {
      return "It is encrypted. 'tofu state pull' prints it in clear.";
    }
    if (version == null || !version.isInt()) {
      return "It does not say which format it has.";
    }
    int found = version.intValue();
    return found == FORMAT
        ? null
        : found > FORMAT
            ? "Its format is " + found + ", which is newer than this version of Planform."
            : "Its format is "
                + found
                + ", of Terraform 0.11 or older. 'terraform apply -refresh-only' with Terraform"
                + " 0.13 or newer writes it as format 4.";
  }

  private Diagnostic unsupported(String why) {
    return Diagnostic.error("Unsupported state file format", file + ": " + why)
        .withHint("states of Terraform 0.12 and newer are read, format 4");
  }

  private void field(String name, JsonParser parser, Diagnostics own) throws IOException {
    switch (name) {
      case "version" -> version = tree(parser);
      case "serial" -> serial = tree(parser).asLong();
      case "lineage" -> lineage = tree(parser).asText();
      case "outputs" -> outputs(tree(parser), own);
      case "encrypted_data" -> {
        encrypted = true;
        parser.skipChildren();
      }
      case "resources" -> {
        if (parser.currentToken() == JsonToken.START_ARRAY) {
          while (parser.nextToken() != JsonToken.END_ARRAY) {
            resources.read(tree(parser), own);
          }
        } else {
          parser.skipChildren();
        }
      }
      default -> parser.skipChildren();
    }
  }

  private static JsonNode tree(JsonParser parser) throws IOException {
    return JSON.readTree(parser);
  }

  private void outputs(JsonNode all, Diagnostics own) {
    for (Map.Entry<String, JsonNode> entry : all.properties()) {
      JsonNode output = entry.getValue();
      Type type = StoredType.read(output.path("type"));
      JsonNode stored = output.path("value");
      String fault =
          type == null
              ? "it has no type"
              : type instanceof Type.DynamicType
                  ? null
                  : new StoredShape().fault(stored, type, ValuePath.of("value"));
      if (type == null || fault != null) {
        own.add(
            Diagnostic.error(
                "Unreadable output in the state file",
                file + ", output " + entry.getKey() + ": " + fault + "."));
        continue;
      }
      Value value = TypedJson.read(stored, type);
      boolean sensitive = output.path("sensitive").asBoolean();
      outputs.put(entry.getKey(), value.sensitiveIf(sensitive));
    }
  }
}
