package io.planform.huaweicloud.iam;

import com.fasterxml.jackson.databind.JsonNode;
import io.planform.huaweicloud.client.ApiClient;
import io.planform.huaweicloud.resource.ListedResource;
import io.planform.huaweicloud.resource.Texts;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.value.Value;
import io.planform.spi.value.ValuePath;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code huaweicloud_identity_role}: what its declaration cannot say. */
final class RoleResource extends ListedResource {
  private static final Set<String> TYPES = Set.of("AX", "XA");

  RoleResource(ApiClient client, String region) {
    super(
        RoleDeclaration.ROLES,
        new Listed(RoleDeclaration.LIST, "roles", "id", "display_name", RoleDeclaration.DELETE),
        client,
        region,
        Set.of());
  }

  @Override
  public List<Diagnostic> validate(Value.Obj configuration) {
    List<Diagnostic> diagnostics = new ArrayList<>(super.validate(configuration));
    if (configuration.get("type").revealed() instanceof Value.Str(String type)
        && !TYPES.contains(type)) {
      diagnostics.add(
          Diagnostic.error("Invalid value", "The type is AX or XA.").at(ValuePath.of("type")));
    }
    return diagnostics;
  }

  @Override
  protected Map<String, Value> foreseen(Value.Obj configuration) {
    return Map.of();
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
    return super.identified(planned, answer.path("role"));
  }
}
