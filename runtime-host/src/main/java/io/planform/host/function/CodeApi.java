package io.planform.host.function;

import io.planform.functiongraph.FunctionUrn;
import io.planform.host.operation.Operation;
import io.planform.host.server.Fields;
import io.planform.host.server.Request;
import io.planform.host.server.Response;
import io.planform.host.server.Route;
import java.util.List;
import java.util.Set;

/** Shows and changes the code of functions. */
public final class CodeApi {
  private static final String CODE = "/v2/{project_id}/fgs/functions/{function_urn}/code";
  private static final Set<String> FIELDS =
      Set.of(
          "code_type",
          "code_url",
          "code_filename",
          "func_code",
          "depend_list",
          "depend_version_list",
          "code_encrypt_kms_key_id");

  private final FunctionCatalogue functions;
  private final FunctionCodes codes;
  private final Urns urns;

  public CodeApi(FunctionCatalogue functions, FunctionCodes codes, Urns urns) {
    this.functions = functions;
    this.codes = codes;
    this.urns = urns;
  }

  public List<Route> routes() {
    return List.of(
        Route.of("ShowFunctionCode", "GET", CODE, this::show),
        Route.of("UpdateFunctionCode", "PUT", CODE, this::update)
            .withBodyLimit(CodeReader.BODY_LIMIT));
  }

  private Response show(Request request) {
    FunctionUrn urn = urns.parse(request.parameter("function_urn"));
    FunctionEntry linked = functions.get(urn);
    FunctionCodes.Content content =
        linked.code().link().isEmpty()
            ? codes.content(() -> functions.get(urn))
            : new FunctionCodes.Content(linked, new byte[0]);
    FunctionEntry entry = content.entry();
    return Response.json(
        200, codes.withDependencies(FunctionDocument.code(entry, content.code()), entry));
  }

  private Response update(Request request) {
    Fields fields = Fields.of(request);
    fields.refuseOthersThan(FIELDS);
    UnsupportedSettings.check(fields);
    FunctionUrn urn = functions.changeable(urns.parse(request.parameter("function_urn")));
    FunctionEntry before = functions.get(urn);
    FunctionEntry entry =
        codes.storing(
            fields,
            before,
            change ->
                functions.update(
                    urn,
                    Operation.of(request),
                    function -> function.with(change.apply(function.code()))));
    codes.collect(before);
    return Response.json(200, codes.withDependencies(FunctionDocument.updatedCode(entry), entry));
  }
}
