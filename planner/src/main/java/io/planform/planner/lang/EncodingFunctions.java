package io.planform.planner.lang;

import static io.planform.spi.value.Type.DYNAMIC;
import static io.planform.spi.value.Type.STRING;

import io.planform.spi.value.Value;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** Values as text, and back. */
final class EncodingFunctions {
  private EncodingFunctions() {}

  static List<Function> all() {
    return List.of(
        Function.named("jsonencode")
            .takesNullable("val", DYNAMIC)
            .gives(STRING, a -> Value.of(escapedForHtml(ValueJson.write(a.value(0))))),
        Function.named("jsondecode")
            .takes("str", STRING)
            .gives(DYNAMIC, EncodingFunctions::jsonDecode),
        Function.named("yamlencode")
            .takesNullable("value", DYNAMIC)
            .gives(STRING, a -> Value.of(ValueYaml.write(a.value(0)))),
        Function.named("yamldecode")
            .takes("src", STRING)
            .gives(DYNAMIC, EncodingFunctions::yamlDecode),
        Function.named("base64encode")
            .takes("str", STRING)
            .gives(
                STRING,
                a ->
                    Value.of(
                        Base64.getEncoder()
                            .encodeToString(a.text(0).getBytes(StandardCharsets.UTF_8)))),
        Function.named("base64decode")
            .takes("str", STRING)
            .gives(STRING, EncodingFunctions::base64Decode),
        Function.named("urlencode")
            .takes("str", STRING)
            .gives(
                STRING,
                a ->
                    Value.of(
                        URLEncoder.encode(a.text(0), StandardCharsets.UTF_8)
                            .replace("*", "%2A")
                            .replace("%7E", "~"))));
  }

  /** Terraform's {@code jsonencode} keeps {@code < > &} out of its text. */
  private static String escapedForHtml(String json) {
    return json.replace("<", "\\u003c")
        .replace(">", "\\u003e")
        .replace("&", "\\u0026")
        .replace("\u2028", "\\u2028")
        .replace("\u2029", "\\u2029");
  }

  private static Value jsonDecode(Arguments arguments) {
    return switch (ValueJson.read(arguments.text(0))) {
      case ValueJson.Read(Value value) -> value;
      case ValueJson.Unreadable(String reason) -> arguments.fail(0, reason);
    };
  }

  private static Value yamlDecode(Arguments arguments) {
    return switch (ValueYaml.read(arguments.text(0))) {
      case ValueJson.Read(Value value) -> value;
      case ValueJson.Unreadable(String reason) -> arguments.fail(0, reason);
    };
  }

  private static Value base64Decode(Arguments arguments) {
    try {
      byte[] bytes = Base64.getMimeDecoder().decode(arguments.text(0));
      return Value.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (IllegalArgumentException e) {
      return arguments.fail(0, "not base64 text");
    } catch (CharacterCodingException e) {
      return arguments.fail(0, "the decoded content is not UTF-8 text");
    }
  }
}
