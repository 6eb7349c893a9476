package io.planform.utility.external;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.provider.Provider.Environment;
import io.planform.spi.provider.ProviderSession.Read;
import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import io.planform.utility.catalogue.Arguments;
import io.planform.utility.catalogue.Checks;
import io.planform.utility.catalogue.DataSource;
import io.planform.utility.catalogue.Declaration;
import io.planform.utility.catalogue.Faults;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * {@code external}: runs a program, which reads the query as a JSON object of texts and writes one.
 */
final class ExternalData implements DataSource {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Declaration DECLARATION =
      Declaration.builder()
          .required("program", Type.list(Type.STRING), "The program and its arguments.")
          .optional("working_dir", Type.STRING, "Where it runs; the root module.")
          .optional("query", Type.map(Type.STRING), "What it reads.")
          .computed("result", Type.map(Type.STRING), "What it writes.")
          .computed("id", Type.STRING, "Always -.")
          .build();

  private final Duration limit;

  ExternalData(Duration limit) {
    this.limit = limit;
  }

  @Override
  public Declaration declaration() {
    return DECLARATION;
  }

  @Override
  public List<Diagnostic> validate(Value.Obj configuration) {
    Checks checks = new Checks(new Arguments(configuration));
    Value program = configuration.get("program").unmarked();
    List<Value> words = program.elements();
    if (words != null && words.isEmpty()) {
      checks.add("program", "Missing program", "\"program\" names a program and its arguments.");
    }
    return checks.found();
  }

  @Override
  public Read read(Value.Obj configuration, Environment environment) {
    Arguments arguments = new Arguments(configuration);
    List<String> program = arguments.texts("program");
    if (program.isEmpty()) {
      return new Read(null, validate(configuration));
    }
    Path directory = environment.directory().resolve(arguments.text("working_dir", ""));
    try {
      byte[] query = JSON.writeValueAsBytes(arguments.textMap("query"));
      return switch (ProgramRun.of(program, directory, query, limit)) {
        case ProgramRun.Finished(int code, byte[] out, String errors) ->
            code == 0
                ? result(configuration, out, program)
                : failed(program.getFirst() + " ended with the code " + code + "." + said(errors));
        case ProgramRun.CutOff(String reason, String errors) ->
            failed(program.getFirst() + " was ended: " + reason + "." + said(errors));
      };
    } catch (IOException e) {
      return failed(program.getFirst() + " cannot be run. " + Faults.reason(e));
    }
  }

  private static String said(String errors) {
    return errors.isBlank() ? " It wrote nothing to standard error." : "\n" + errors.strip();
  }

  private static Read result(Value.Obj configuration, byte[] out, List<String> program) {
    try {
      JsonNode document = JSON.readTree(new String(out, StandardCharsets.UTF_8));
      Map<String, Value> result = new TreeMap<>();
      boolean texts = document != null && document.isObject();
      for (Map.Entry<String, JsonNode> entry :
          texts ? document.properties() : List.<Map.Entry<String, JsonNode>>of()) {
        texts &= entry.getValue().isTextual() || entry.getValue().isNull();
        if (!entry.getValue().isNull()) {
          result.put(entry.getKey(), Value.of(entry.getValue().asText()));
        }
      }
      if (texts) {
        return Read.of(
            configuration
                .with("result", new Value.MapOf(Type.STRING, result))
                .with("id", Value.of("-")));
      }
    } catch (JsonProcessingException _) {
      // What it wrote may be a secret: it is not quoted.
    }
    return failed(
        program.getFirst() + " must write one JSON object, all of whose values are text.");
  }

  private static Read failed(String detail) {
    return Faults.read(Faults.at("program", "External program failed", detail));
  }
}
