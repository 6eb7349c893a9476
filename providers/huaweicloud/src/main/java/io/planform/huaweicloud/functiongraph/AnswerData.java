package io.planform.huaweicloud.functiongraph;

import com.fasterxml.jackson.databind.JsonNode;
import io.planform.huaweicloud.client.ApiResult;
import io.planform.huaweicloud.client.ApiResult.Answered;
import io.planform.huaweicloud.client.ApiResult.Lost;
import io.planform.huaweicloud.client.ApiResult.Rejected;
import io.planform.huaweicloud.client.ApiResult.Unreached;
import io.planform.huaweicloud.resource.Call;
import io.planform.huaweicloud.resource.Calls;
import io.planform.huaweicloud.resource.DataSource;
import io.planform.huaweicloud.resource.Encodings;
import io.planform.huaweicloud.resource.Field;
import io.planform.huaweicloud.resource.Texts;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.provider.ProviderSession.Read;
import io.planform.spi.provider.Schema;
import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A data source that is one answer of the API, not a list in pages.
 *
 * @param type of the {@code data} blocks
 * @param path what stands for the names in braces: the arguments by these
 * @param parts what it tells of the answer
 */
record AnswerData(
    String type, List<Field> arguments, Call call, Map<String, String> path, List<Part> parts)
    implements DataSource {

  /**
   * @param pointer JSON pointer into the answer
   */
  record Part(String attribute, Type type, String pointer) {}

  @Override
  public Schema schema() {
    return Answers.schema(
        arguments,
        parts.stream().map(part -> Answers.computed(part.attribute(), part.type())).toList(),
        List.of());
  }

  @Override
  public Read read(Value.Obj configuration, Calls calls) {
    Map<String, String> variables = new LinkedHashMap<>();
    path.forEach((name, argument) -> variables.put(name, Texts.of(configuration.get(argument))));
    ApiResult result = calls.send(call, variables, null);
    return switch (result) {
      case Answered answer ->
          Read.of(told(answer.json(), Answers.identified(type, arguments, configuration, calls)));
      case Rejected rejected -> new Read(null, List.of(rejected.diagnostic()));
      case Unreached(Diagnostic diagnostic) -> new Read(null, List.of(diagnostic));
      case Lost(Diagnostic diagnostic, _) -> new Read(null, List.of(diagnostic));
    };
  }

  private Value.Obj told(JsonNode answer, Value.Obj state) {
    Value.Obj told = state;
    for (Part part : parts) {
      told =
          told.with(
              part.attribute(), Encodings.PLAIN.decode(answer.at(part.pointer()), part.type()));
    }
    return told;
  }
}
