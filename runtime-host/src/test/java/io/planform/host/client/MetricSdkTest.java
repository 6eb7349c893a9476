package io.planform.host.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.huaweicloud.sdk.functiongraph.v2.FunctionGraphClient;
import com.huaweicloud.sdk.functiongraph.v2.model.ListFunctionAsMetricRequest;
import com.huaweicloud.sdk.functiongraph.v2.model.ListFunctionStatisticsRequest;
import com.huaweicloud.sdk.functiongraph.v2.model.ListStatisticsRequest;
import com.huaweicloud.sdk.functiongraph.v2.model.MonthUsed;
import com.huaweicloud.sdk.functiongraph.v2.model.ShowFuncReservedInstanceMetricsRequest;
import com.huaweicloud.sdk.functiongraph.v2.model.ShowFunctionMetricsRequest;
import com.huaweicloud.sdk.functiongraph.v2.model.SlaReportsValue;
import io.planform.host.HostException;
import io.planform.host.TestHost;
import io.planform.host.dispatch.Invocation;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Metrics as the official SDK reads them. */
class MetricSdkTest {
  @TempDir Path home;
  private final Instant now = Instant.now();
  private TestHost host;
  private FunctionGraphClient client;
  private String urn;

  /** Time stands still, so that all is in one minute. */
  @BeforeEach
  void start() throws HostException {
    host = new TestHost(home, () -> now);
    client = StrictClient.of(host);
    urn = host.create("hello");
  }

  @AfterEach
  void stop() {
    host.close();
  }

  private void invoke() {
    host.call("POST", "/fgs/functions/" + urn + "/invocations", "{}");
  }

  private void fail(Invocation.Cause cause) {
    host.invoker.behaviour =
        (function, event) -> cause.because("It was not to be", Invocation.Summary.NOTHING);
    invoke();
  }

  private static double last(List<SlaReportsValue> values) {
    return values.getLast().getValue();
  }

  private static double value(List<MonthUsed> months) {
    return months.getLast().getValue().doubleValue();
  }

  @Test
  void tellsTheLastMinutesOfAFunction() {
    invoke();
    fail(Invocation.Cause.TIMED_OUT);
    fail(Invocation.Cause.HOST);
    fail(Invocation.Cause.OVERLOADED);
    var shown =
        client.listFunctionStatistics(
            new ListFunctionStatisticsRequest().withFuncUrn(urn).withPeriod("5"));
    assertEquals(5, shown.getCount().size());
    assertEquals(-1, shown.getCount().getFirst().getValue());
    assertEquals(
        Math.floorDiv(now.toEpochMilli(), 60_000L) * 60_000,
        shown.getCount().getLast().getTimestamp());
    assertEquals(4, last(shown.getCount()));
    assertEquals(2, last(shown.getFailCount()));
    assertEquals(1, last(shown.getFunctionErrorCount()));
    assertEquals(1, last(shown.getSystemErrorCount()));
    assertEquals(1, last(shown.getRejectCount()));
    assertEquals(12.3456, last(shown.getDuration()));
    assertEquals(12.3456, last(shown.getMaxDuration()));
    assertEquals(12.3456, last(shown.getMinDuration()));
    assertEquals(1, last(shown.getConcurrencyNum()));
    assertEquals(0, last(shown.getReservedInstanceNum()));
  }

  @Test
  void tellsInstancesToo() {
    invoke();
    var traffic =
        client.showFunctionMetrics(
            new ShowFunctionMetricsRequest().withFuncUrn(urn + ":latest").withPeriod("1"));
    assertEquals(1, last(traffic.getCount()));
    assertEquals(0, last(traffic.getInstanceNum()));
    var instances =
        client.showFuncReservedInstanceMetrics(
            new ShowFuncReservedInstanceMetricsRequest().withFuncUrn(urn));
    assertEquals(60, instances.getInstanceNum().size());
    assertEquals(0, last(instances.getReservedInstanceNum()));
  }

  @Test
  void tellsOfAllFunctionsTogether() {
    invoke();
    urn = host.create("other");
    invoke();
    var shown =
        client.listStatistics(
            new ListStatisticsRequest()
                .withFilter(ListStatisticsRequest.FilterEnum.MONITOR_DATA)
                .withPeriod("15"));
    assertEquals(15, shown.getStatistics().getCount().size());
    assertEquals(2, last(shown.getStatistics().getCount()));
  }

  @Test
  void reportsMonths() {
    invoke();
    host.call("DELETE", "/fgs/functions/" + urn, "");
    var shown =
        client.listStatistics(
            new ListStatisticsRequest()
                .withFilter(ListStatisticsRequest.FilterEnum.MONTHLY_REPORT)
                .withOption("2"));
    assertEquals(3, shown.getCount().size());
    assertEquals(now.toString().substring(0, 7), shown.getCount().getLast().getDate());
    assertEquals(1, value(shown.getCount()));
    assertEquals(13 * 128 / 1024.0 / 1000.0, value(shown.getGbs()));
    assertEquals(0, value(shown.getGpuGbs()));
  }

  @Test
  void ranksFunctionsByAMetric() {
    String calm = host.create("calm");
    fail(Invocation.Cause.EXITED);
    invoke();
    urn = calm;
    invoke();
    var failures = client.listFunctionAsMetric(new ListFunctionAsMetricRequest());
    assertEquals(2, failures.getCount());
    assertEquals(host.urn("hello"), failures.getValues().get(0).getKey());
    assertEquals(2, failures.getValues().get(0).getValue());
    assertEquals(1, failures.getValues().get(1).getValue());
    var one =
        client.listFunctionAsMetric(
            new ListFunctionAsMetricRequest().withType("aom_prom_fixed_count").withLimit("1"));
    assertEquals(1, one.getValues().size());
    assertEquals(400, host.get("/fgs/function/report?type=gpuUsed").status(), "is not measured");
  }

  @Test
  void tellsWhatIsBilledBeside() {
    invoke();
    invoke();
    var shown = host.get("/fgs/functions/" + urn + "/statistics/1").json();
    assertEquals(26, shown.at("/billing_duration/0/value").asDouble());
    assertEquals(26 * 128 / 1024.0 / 1000.0, shown.at("/gbs/0/value").asDouble());
    assertTrue(shown.at("/count/0/timestamp").isIntegralNumber());
  }

  @Test
  void refusesWhatMakesNoSense() {
    assertEquals("FSS.1001", host.get("/fgs/functions/" + urn + "/statistics/0").code());
    assertEquals("FSS.1001", host.get("/fgs/functions/" + urn + "/statistics/x").code());
    assertEquals("FSS.1001", host.get("/fgs/functions/" + urn + "/slareports/99999").code());
    assertEquals("FSS.1001", host.get("/fgs/functions/statistics").code());
    assertEquals("FSS.1001", host.get("/fgs/function/report?limit=21").code());
    assertEquals("FSS.1051", host.get("/fgs/functions/default:none/statistics/5").code());
  }
}
