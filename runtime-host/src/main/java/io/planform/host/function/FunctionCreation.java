package io.planform.host.function;

import io.planform.functiongraph.FunctionUrn;
import io.planform.functiongraph.error.FgsError;
import io.planform.host.iam.AgencyRights;
import io.planform.host.operation.Operation;
import io.planform.host.operation.OperationLedger;
import io.planform.host.server.ApiException;
import io.planform.host.server.Fields;
import io.planform.host.server.Response;
import io.planform.host.storage.HostDatabase;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Makes functions of what requests and imported files say. */
public final class FunctionCreation {
  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,58}[A-Za-z0-9]");
  private static final Pattern PACKAGE =
      Pattern.compile("[A-Za-z]([A-Za-z0-9_-]{0,58}[A-Za-z0-9])?");
  private static final Set<String> CODE_FIELDS =
      Set.of(
          "code_type",
          "code_url",
          "code_filename",
          "func_code",
          "depend_list",
          "depend_version_list");

  private final HostDatabase database;
  private final OperationLedger ledger;
  private final FunctionCatalogue catalogue;
  private final FunctionCodes codes;
  private final SettingsReader settings;
  private final Urns urns;

  public FunctionCreation(
      HostDatabase database,
      OperationLedger ledger,
      FunctionCatalogue catalogue,
      FunctionCodes codes,
      Runtimes runtimes,
      AgencyRights rights,
      FunctionNetworks networks,
      Urns urns) {
    this.database = database;
    this.ledger = ledger;
    this.catalogue = catalogue;
    this.codes = codes;
    this.settings = new SettingsReader(runtimes, rights, networks);
    this.urns = urns;
  }

  SettingsReader settings() {
    return settings;
  }

  /**
   * @param fields the body of a creation
   * @return the answer to it: the new function's configuration
   * @throws ApiException for what is wrong with a field; FSS.1061 where the name is taken
   */
  public Response create(Fields fields, Operation operation) {
    Optional<Response> before = ledger.recall(database, operation);
    if (before.isPresent()) {
      return before.get();
    }
    settings.checkNames(fields, CODE_FIELDS);
    FunctionUrn urn =
        urns.of(
            packageName(fields.text("package").orElse("default")),
            name(fields.requiredText("func_name")));
    FunctionSettings configuration = settings.forCreation(fields);
    return codes.storing(
        fields,
        configuration,
        code ->
            catalogue.create(
                FunctionEntry.draft(urn, configuration, code),
                operation,
                entry -> Response.json(200, FunctionDocument.created(entry))));
  }

  private static String name(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new ApiException(
          FgsError.FSS_1002,
          "\"%s\" must have 2 to 60 letters, digits, _ and -, begin with a letter and end with a letter or digit."
              .formatted(name));
    }
    return name;
  }

  private static String packageName(String name) {
    if (!PACKAGE.matcher(name).matches()) {
      throw new ApiException(
          FgsError.FSS_1027,
          "\"%s\" must have 1 to 60 letters, digits, _ and -, begin with a letter and end with a letter or digit."
              .formatted(name));
    }
    return name;
  }
}
