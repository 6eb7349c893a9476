package io.planform.huaweicloud.iam;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.huaweicloud.client.ApiClient;
import io.planform.huaweicloud.client.ApiResult;
import io.planform.huaweicloud.resource.Call;
import io.planform.huaweicloud.resource.Calls;
import io.planform.huaweicloud.resource.ListedResource;
import io.planform.huaweicloud.resource.Texts;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.value.Value;
import io.planform.spi.value.ValuePath;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code huaweicloud_identity_agency}: what its declaration cannot say. */
final class AgencyResource extends ListedResource {
  private static final String SERVICE = "op_svc_";
  private static final String DURATION = "FOREVER|ONEDAY|[1-9][0-9]{0,4}";
  private static final int LONGEST_NAME = 64;
  private static final int LONGEST_DESCRIPTION = 255;

  AgencyResource(ApiClient client, String region) {
    super(
        AgencyDeclaration.AGENCIES,
        new Listed(AgencyDeclaration.LIST, "agencies", "id", "name", AgencyDeclaration.DELETE),
        client,
        region,
        Set.of("enterprise_project_roles", "enable_force_new"));
  }

  @Override
  public List<Diagnostic> validate(Value.Obj configuration) {
    List<Diagnostic> diagnostics = new ArrayList<>(super.validate(configuration));
    Value domain = configuration.get("delegated_domain_name");
    Value service = configuration.get("delegated_service_name");
    boolean known = !domain.isUnknown() && !service.isUnknown();
    if (known && domain.isNull() == service.isNull()) {
      diagnostics.add(
          Diagnostic.error(
                  "Invalid combination of arguments",
                  "Exactly one of delegated_service_name and delegated_domain_name must be set.")
              .at(ValuePath.of(domain.isNull() ? "name" : "delegated_domain_name")));
    }
    check(
        configuration,
        "name",
        "[^@#%&<>\\\\$^*/]{1," + LONGEST_NAME + "}",
        "1 to 64 characters without @ # % & < > \\ $ ^ * and /",
        diagnostics);
    check(configuration, "duration", DURATION, "FOREVER, ONEDAY or a number of days", diagnostics);
    check(
        configuration,
        "description",
        "(?s).{0," + LONGEST_DESCRIPTION + "}",
        "up to 255 characters",
        diagnostics);
    return diagnostics;
  }

  private static void check(
      Value.Obj configuration, String name, String form, String words, List<Diagnostic> found) {
    if (configuration.get(name).revealed() instanceof Value.Str(String text)
        && !text.matches(form)) {
      found.add(
          Diagnostic.error("Invalid value", "The %s is %s.".formatted(name, words))
              .at(ValuePath.of(name)));
    }
  }

  @Override
  protected List<Diagnostic> objections(Value.@Nullable Obj prior, Value.Obj planned) {
    String before = prior == null ? "" : Texts.of(prior.get("name"));
    String after = Texts.of(planned.get("name"));
    return before.isEmpty() || after.isEmpty() || before.equals(after)
        ? List.of()
        : List.of(
            Diagnostic.error(
                    "An agency cannot be renamed",
                    "Its name is \"%s\" and cannot become \"%s\".".formatted(before, after))
                .at(ValuePath.of("name"))
                .withHint("Give the new agency an address of its own, or use -replace."));
  }

  @Override
  protected Map<String, Value> foreseen(Value.Obj configuration) {
    Map<String, Value> foreseen = new LinkedHashMap<>();
    foreseen.put("duration", Value.of("FOREVER"));
    return foreseen;
  }

  @Override
  protected String nameAttribute() {
    return "name";
  }

  @Override
  protected Map<String, String> pathOf(Value.Obj object) {
    return Map.of("id", Texts.of(object.get("id")));
  }

  @Override
  protected Value.@Nullable Obj identified(Value.Obj planned, JsonNode answer) {
    return super.identified(planned, answer.path("agency"));
  }

  /** Two arguments name who is trusted; the account is always the caller's. */
  @Override
  protected ApiResult send(
      Call call, Value.Obj object, Value.Obj desired, ObjectNode body, Calls calls) {
    String service = Texts.of(desired.get("delegated_service_name"));
    ObjectNode agency = JsonNodeFactory.instance.objectNode();
    if (body.path("agency") instanceof ObjectNode declared) {
      agency.setAll(declared);
    }
    agency.put(
        "trust_domain_name",
        service.isEmpty() ? Texts.of(desired.get("delegated_domain_name")) : service);
    if (call.equals(AgencyDeclaration.CREATE)) {
      agency.put("domain_id", Grants.account(calls));
    }
    body.set("agency", agency);
    return super.send(call, object, desired, body, calls);
  }

  @Override
  protected ApiResult change(
      Call call,
      Value.Obj object,
      Value.@Nullable Obj prior,
      Value.Obj desired,
      Set<String> changed,
      Calls calls) {
    return call.equals(AgencyDeclaration.GRANT)
        ? new Grants(Texts.of(object.get("id")), calls).become(desired)
        : super.change(call, object, prior, desired, changed, calls);
  }

  @Override
  protected boolean isSeveral(Call call) {
    return call.equals(AgencyDeclaration.GRANT);
  }

  @Override
  protected @Nullable ObjectNode completed(ObjectNode found, Value.Obj known, Calls calls) {
    String trusted = found.path("trust_domain_name").asText();
    found.put(
        trusted.startsWith(SERVICE) ? "delegated_service_name" : "delegated_domain_name", trusted);
    return new Grants(Texts.of(known.get("id")), calls).describe(found) ? found : null;
  }
}
