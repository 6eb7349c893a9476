package io.planform.huaweicloud.functiongraph;

import io.planform.huaweicloud.client.ApiClient;
import io.planform.huaweicloud.client.ApiResult.Answered;
import io.planform.huaweicloud.resource.Call;
import io.planform.huaweicloud.resource.Calls;
import io.planform.huaweicloud.resource.Encodings;
import io.planform.huaweicloud.resource.Texts;
import io.planform.spi.provider.CodePackages.Changed;
import io.planform.spi.provider.CodePackages.Code;
import io.planform.spi.value.Value;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The code of functions, for those who want to see what of it changes. */
public final class FunctionPackages {
  static final String CODE = "func_code";
  private static final Call SHOW_CODE = new Call("GET", "/v2/{project}/fgs/functions/{urn}/code");

  private final ApiClient client;

  public FunctionPackages(ApiClient client) {
    this.client = client;
  }

  public @Nullable Changed changed(Value.Obj prior, Value.Obj configuration) {
    Value declared = configuration.get(CODE);
    Value known = prior.get(CODE).revealed();
    String urn = Texts.of(prior.get("urn"));
    if (!(declared instanceof Value.Str)
        || urn.isEmpty()
        || known.equals(Encodings.CODE.kept(declared))) {
      return null;
    }
    byte[] before = content(urn, Calls.reading(client));
    return before == null ? null : new Changed(CODE, before, Encodings.codeOf(declared));
  }

  /** Null for what is an image, or lies in object storage. */
  public @Nullable Code code(Value.Obj function) {
    String type = Texts.of(function.get("code_type"));
    String extension =
        switch (type) {
          case "zip", "jar" -> type;
          case "inline" -> extension(Texts.of(function.get("runtime")));
          default -> "";
        };
    return extension.isEmpty()
        ? null
        : new Code(CODE, content(Texts.of(function.get("urn")), Calls.reading(client)), extension);
  }

  private static String extension(String runtime) {
    if (runtime.startsWith("Node.js")) {
      return "js";
    }
    return runtime.startsWith("Python") ? "py" : "txt";
  }

  /** A cloud may answer with a link in place of the code; that is not followed. */
  static byte @Nullable [] content(String urn, Calls calls) {
    if (!(calls.send(SHOW_CODE, Map.of("urn", urn), null) instanceof Answered answer)) {
      return null;
    }
    try {
      byte[] content = Base64.getDecoder().decode(answer.json().at("/func_code/file").asText(""));
      return content.length == 0 ? null : content;
    } catch (IllegalArgumentException _) {
      return null;
    }
  }
}
