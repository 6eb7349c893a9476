package io.planform.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.huaweicloud.sdk.ces.v1.CesClient;
import com.huaweicloud.sdk.ces.v1.model.AlarmActions;
import com.huaweicloud.sdk.ces.v1.model.Condition;
import com.huaweicloud.sdk.ces.v1.model.CreateAlarmRequest;
import com.huaweicloud.sdk.ces.v1.model.CreateAlarmRequestBody;
import com.huaweicloud.sdk.ces.v1.model.DeleteAlarmRequest;
import com.huaweicloud.sdk.ces.v1.model.ListAlarmsRequest;
import com.huaweicloud.sdk.ces.v1.model.MetricAlarms;
import com.huaweicloud.sdk.ces.v1.model.MetricForAlarm;
import com.huaweicloud.sdk.ces.v1.model.MetricsDimension;
import com.huaweicloud.sdk.ces.v1.model.ModifyAlarmActionReq;
import com.huaweicloud.sdk.ces.v1.model.ShowAlarmRequest;
import com.huaweicloud.sdk.ces.v1.model.UpdateAlarmActionRequest;
import com.huaweicloud.sdk.ces.v1.model.UpdateAlarmRequest;
import com.huaweicloud.sdk.ces.v1.model.UpdateAlarmRequestBody;
import com.huaweicloud.sdk.core.auth.BasicCredentials;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Alarm rules by the official SDK, on each metric of the guide's table 9-2. */
class AlarmSdkTest {
  private static final List<String> METRICS =
      List.of(
          "count",
          "failcount",
          "rejectcount",
          "concurrency",
          "reservedinstancenum",
          "duration",
          "maxDuration",
          "minDuration");

  @TempDir Path home;

  private static CreateAlarmRequest rule(String metric, String webhook) {
    return new CreateAlarmRequest()
        .withBody(
            new CreateAlarmRequestBody()
                .withAlarmName("on-" + metric)
                .withMetric(
                    new MetricForAlarm()
                        .withNamespace("SYS.FunctionGraph")
                        .withMetricName(metric)
                        .withDimensions(
                            List.of(
                                new MetricsDimension()
                                    .withName("package-functionname")
                                    .withValue("default-hello"))))
                .withCondition(condition(2))
                .withAlarmActions(
                    List.of(
                        new AlarmActions()
                            .withType("webhook")
                            .withNotificationList(List.of(webhook)))));
  }

  private static Condition condition(double value) {
    return new Condition()
        .withPeriod(300)
        .withFilter("max")
        .withComparisonOperator(">")
        .withValue(value)
        .withCount(1);
  }

  @Test
  void makesShowsChangesSwitchesAndDeletesRules() throws HostException {
    try (TestHost host = new TestHost(home)) {
      host.create("hello");
      CesClient client =
          CesClient.newBuilder()
              .withCredential(
                  new BasicCredentials()
                      .withAk(host.credentials().accessKey())
                      .withSk(host.credentials().secretKey())
                      .withProjectId(host.credentials().project()))
              .withEndpoint(host.host.apiAddress())
              .build();
      for (String metric : METRICS) {
        String id = client.createAlarm(rule(metric, "http://127.0.0.1:9/")).getAlarmId();
        client.updateAlarm(
            new UpdateAlarmRequest()
                .withAlarmId(id)
                .withBody(
                    new UpdateAlarmRequestBody().withCondition(condition(7)).withAlarmLevel(1)));
        client.updateAlarmAction(
            new UpdateAlarmActionRequest()
                .withAlarmId(id)
                .withBody(new ModifyAlarmActionReq().withAlarmEnabled(false)));
        MetricAlarms shown =
            client.showAlarm(new ShowAlarmRequest().withAlarmId(id)).getMetricAlarms().getFirst();
        assertEquals(metric, shown.getMetric().getMetricName());
        assertEquals(7, shown.getCondition().getValue());
        assertEquals(1, shown.getAlarmLevel());
        assertFalse(shown.getAlarmEnabled());
      }
      List<MetricAlarms> all = client.listAlarms(new ListAlarmsRequest()).getMetricAlarms();
      assertEquals(METRICS.size(), all.size());
      all.forEach(
          each -> client.deleteAlarm(new DeleteAlarmRequest().withAlarmId(each.getAlarmId())));
      assertEquals(List.of(), client.listAlarms(new ListAlarmsRequest()).getMetricAlarms());
    }
  }
}
