package io.planform.huaweicloud.ces;

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
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code huaweicloud_ces_alarmrule}: what its declaration cannot say. */
final class AlarmResource extends ListedResource {
  private static final Set<String> REFUSED =
      Set.of(
          "alarm_type",
          "alarm_template_id",
          "effective_timezone",
          "notification_begin_time",
          "notification_end_time",
          "resource_group_id",
          "enterprise_project_id",
          "insufficientdata_actions",
          "resources");
  private static final List<String> REFUSED_OF_CONDITIONS =
      List.of("metric_name", "alarm_level", "suppress_duration");

  AlarmResource(ApiClient client, String region) {
    super(
        AlarmDeclaration.ALARMS,
        new Listed(
            AlarmDeclaration.LIST,
            "metric_alarms",
            "alarm_id",
            "alarm_name",
            AlarmDeclaration.DELETE),
        client,
        region,
        REFUSED);
  }

  @Override
  protected String nameAttribute() {
    return "alarm_name";
  }

  @Override
  protected Map<String, String> pathOf(Value.Obj object) {
    return Map.of("id", Texts.of(object.get("id")));
  }

  @Override
  public List<Diagnostic> refusals(Value.Obj configuration) {
    List<Diagnostic> refusals = new ArrayList<>(super.refusals(configuration));
    if (configuration.get("condition").unmarked() instanceof Value.SetOf(_, List<Value> blocks)) {
      for (Value block : blocks) {
        if (block.unmarked() instanceof Value.Obj condition) {
          REFUSED_OF_CONDITIONS.stream()
              .filter(name -> !condition.get(name).isNull())
              .forEach(name -> refusals.add(refusal(name)));
        }
      }
    }
    return refusals;
  }

  private static Diagnostic refusal(String name) {
    return Diagnostic.error(
            "Not supported yet",
            "This version can plan \"%s\" of conditions, not apply it.".formatted(name))
        .at(ValuePath.of("condition"));
  }

  @Override
  protected List<Diagnostic> objections(Value.@Nullable Obj prior, Value.Obj planned) {
    return prior == null || prior.get("metric").revealed().equals(planned.get("metric").revealed())
        ? List.of()
        : List.of(
            Diagnostic.error("Another metric", "An alarm rule keeps its metric.")
                .at(ValuePath.of("metric"))
                .withHint("replace the rule: plan -replace=ADDRESS"));
  }

  /** Switching and changing are operations of their own. */
  @Override
  protected ApiResult change(
      Call call,
      Value.Obj object,
      Value.@Nullable Obj prior,
      Value.Obj desired,
      Set<String> changed,
      Calls calls) {
    return super.change(
        call,
        object,
        prior,
        desired,
        changed,
        calls.part(call.equals(AlarmDeclaration.SWITCH) ? "switch" : "change"));
  }
}
