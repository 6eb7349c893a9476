package io.planform.host.transfer;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.functiongraph.FunctionUrn;
import io.planform.functiongraph.error.FgsError;
import io.planform.host.function.FunctionCatalogue;
import io.planform.host.function.FunctionCodes;
import io.planform.host.function.FunctionCreation;
import io.planform.host.function.FunctionEntry;
import io.planform.host.function.Urns;
import io.planform.host.operation.Operation;
import io.planform.host.server.ApiException;
import io.planform.host.server.Fields;
import io.planform.host.server.Request;
import io.planform.host.server.Response;
import io.planform.host.server.Route;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Exports functions and imports them. */
public final class TransferApi {
  private static final String FUNCTIONS = "/v2/{project_id}/fgs/functions";

  /** Base64 of the largest archive, and room for the other fields. */
  private static final long BODY_LIMIT = (FunctionArchive.LARGEST / 3 + 1) * 4L + 64 * 1024;

  private final FunctionCatalogue functions;
  private final FunctionCodes codes;
  private final FunctionCreation creation;
  private final Urns urns;

  public TransferApi(
      FunctionCatalogue functions, FunctionCodes codes, FunctionCreation creation, Urns urns) {
    this.functions = functions;
    this.codes = codes;
    this.creation = creation;
    this.urns = urns;
  }

  public List<Route> routes() {
    return List.of(
        Route.of("ExportFunction", "GET", FUNCTIONS + "/{function_urn}/export", this::exportOne),
        Route.of("ImportFunction", "POST", FUNCTIONS + "/import", this::importOne)
            .withBodyLimit(BODY_LIMIT));
  }

  private record Wanted(boolean configuration, boolean code) {}

  /** Without aliases (the user guide's chapter 10), and without other versions. */
  private Response exportOne(Request request) {
    Wanted wanted = wanted(request);
    FunctionUrn urn = urns.parse(request.parameter("function_urn"));
    FunctionCodes.Content content = codes.content(() -> functions.get(urn));
    FunctionEntry entry = content.entry();
    byte[] archive =
        FunctionArchive.pack(entry, content.code(), wanted.configuration(), wanted.code());
    if (archive.length > FunctionArchive.LARGEST) {
      throw new ApiException(
          FgsError.FSS_0413, "The exported file would have %d bytes.".formatted(archive.length));
    }
    return new Response(
        200,
        Map.of(
            "Content-Type",
            List.of("application/zip"),
            "Content-Disposition",
            List.of(
                "attachment; filename=\"%s%s.zip\"".formatted(entry.urn().name(), md5(content)))),
        archive);
  }

  /** Either {@code type}, or at least one of the others. */
  private static Wanted wanted(Request request) {
    Optional<String> type = request.argument("type").filter(text -> !text.isEmpty());
    boolean configuration = request.flag("config").orElse(false);
    boolean code = request.flag("code").orElse(false);
    if (type.isPresent() == (configuration || code)) {
      throw new ApiException(
          FgsError.FSS_1001, "Either type, or code=true or config=true or both are required.");
    }
    return switch (type.orElse("")) {
      case "" -> new Wanted(configuration, code);
      case "code" -> new Wanted(false, true);
      case "config" -> new Wanted(true, false);
      default ->
          throw new ApiException(FgsError.FSS_1001, "The parameter type can be code or config.");
    };
  }

  /** The name of an export tells code apart, nothing more. */
  private static String md5(FunctionCodes.Content content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(content.code()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has MD5", e);
    }
  }

  private Response importOne(Request request) {
    Fields fields = Fields.of(request);
    fields.refuseOthersThan(Set.of("func_name", "file_name", "file_type", "file_code", "package"));
    fields.requiredText("file_name");
    String type = fields.requiredText("file_type");
    if (!type.equals("zip")) {
      throw new ApiException(
          FgsError.FSS_1013, "file_type is \"%s\"; it can be zip.".formatted(type));
    }
    String name = fields.requiredText("func_name");
    FunctionArchive archive = FunctionArchive.unpack(decoded(fields.requiredText("file_code")));
    ObjectNode configuration = archive.configuration();
    configuration.put("func_name", name);
    configuration.put("package", fields.text("package").orElse("default"));
    if (archive.code().length > 0) {
      configuration
          .putObject("func_code")
          .put("file", Base64.getEncoder().encodeToString(archive.code()));
    }
    return creation.create(Fields.of(configuration, "configuration."), Operation.of(request));
  }

  private static byte[] decoded(String text) {
    try {
      return Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw new ApiException(FgsError.FSS_1011, "file_code is not Base64.");
    }
  }
}
