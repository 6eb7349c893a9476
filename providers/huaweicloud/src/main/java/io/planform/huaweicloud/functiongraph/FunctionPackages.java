package io.planform.huaweicloud.functiongraph;

import io.planform.huaweicloud.client.ApiClient;
import io.planform.huaweicloud.client.ApiResult.Answered;
import io.planform.huaweicloud.resource.Call;
import io.planform.huaweicloud.resource.Calls;
import io.planform.huaweicloud.resource.Encodings;
import io.planform.spi.provider.CodePackages.Changed;
import io.planform.spi.value.Value;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The code of functions, for those who want to see what of it changes. */
public final class FunctionPackages {
  private static final String CODE = "func_code";
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
    return Calls.reading(client).send(SHOW_CODE, Map.of("urn", urn), null)
            instanceof Answered answer
        ? between(answer.json().at("/func_code/file").asText(""), declared)
        : null;
  }

  /** A cloud may answer with a link in place of the code; that is not followed. */
  private static @Nullable Changed between(String live, Value declared) {
    try {
      byte[] before = Base64.getDecoder().decode(live);
      return before.length == 0 ? null : new Changed(CODE, before, Encodings.codeOf(declared));
    } catch (IllegalArgumentException _) {
      return null;
    }
  }
}
