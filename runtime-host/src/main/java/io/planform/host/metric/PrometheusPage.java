package io.planform.host.metric;

import io.planform.functiongraph.FunctionUrn;
import io.planform.host.dispatch.PoolStatus;
import io.planform.host.server.Response;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;

/** What the host counts since it started, for Prometheus to scrape. */
public final class PrometheusPage {
  private static final List<Kind> OUTCOMES =
      List.of(Kind.SUCCESS, Kind.FUNCTION_ERROR, Kind.SYSTEM_ERROR, Kind.REJECTED);

  private static final Map<String, ToIntFunction<PoolStatus>> STATES =
      Map.of(
          "starting", PoolStatus::starting,
          "idle", PoolStatus::idle,
          "busy", PoolStatus::busy,
          "ending", PoolStatus::ending);

  private final Metrics metrics;
  private final Supplier<List<PoolStatus>> pools;
  private final Consumer<Exposition> more;

  /**
   * @param more writes what others count
   */
  public PrometheusPage(
      Metrics metrics, Supplier<List<PoolStatus>> pools, Consumer<Exposition> more) {
    this.metrics = metrics;
    this.pools = pools;
    this.more = more;
  }

  public Response response() {
    return new Response(
        200,
        Map.of("Content-Type", List.of(Exposition.CONTENT_TYPE)),
        text().getBytes(StandardCharsets.UTF_8));
  }

  String text() {
    Exposition page = new Exposition();
    List<Series> functions = List.copyOf(metrics.series());
    page.metric("planform_invocations_total", "counter", "Invocations by how they ended.");
    for (Series each : functions) {
      for (Kind outcome : OUTCOMES) {
        page.sample(
            "planform_invocations_total",
            (double) each.outcomes(outcome).sum(),
            labels(each, "outcome", outcome.name().toLowerCase(Locale.ROOT)));
      }
    }
    page.metric("planform_invocations_in_flight", "gauge", "Requests that are being served.");
    functions.forEach(
        each -> page.sample("planform_invocations_in_flight", each.inFlight(), labels(each)));
    page.metric("planform_cold_starts_total", "counter", "Invocations that waited for a start.");
    functions.forEach(
        each ->
            page.sample(
                "planform_cold_starts_total", (double) each.coldStarts().sum(), labels(each)));
    page.metric("planform_invocation_duration_seconds", "histogram", "How long functions ran.");
    functions.forEach(
        each ->
            page.histogram("planform_invocation_duration_seconds", each.durations(), labels(each)));
    page.metric(
        "planform_invocation_memory_bytes", "histogram", "The most memory that instances used.");
    functions.forEach(
        each -> page.histogram("planform_invocation_memory_bytes", each.memory(), labels(each)));
    page.metric(
        "planform_cold_start_duration_seconds",
        "histogram",
        "How long the starts took that invocations waited for, initializers included.");
    functions.forEach(
        each ->
            page.histogram("planform_cold_start_duration_seconds", each.starts(), labels(each)));
    pools(page);
    more.accept(page);
    return page.toString();
  }

  private void pools(Exposition page) {
    List<PoolStatus> all = pools.get();
    page.metric("planform_queue_length", "gauge", "Requests that wait for an instance.");
    byVersion(all)
        .forEach(
            (urn, of) ->
                page.sample(
                    "planform_queue_length",
                    of.stream().mapToInt(PoolStatus::waiting).sum(),
                    labels(urn)));
    page.metric("planform_instances", "gauge", "Instances by what they do.");
    byVersion(all)
        .forEach(
            (urn, of) ->
                STATES.forEach(
                    (state, count) ->
                        page.sample(
                            "planform_instances",
                            of.stream().mapToInt(count).sum(),
                            with(labels(urn), "state", state))));
  }

  /** While a revision replaces another, both have instances. */
  private static Map<FunctionUrn, List<PoolStatus>> byVersion(List<PoolStatus> pools) {
    Map<FunctionUrn, List<PoolStatus>> versions = new LinkedHashMap<>();
    for (PoolStatus pool : pools) {
      FunctionUrn.parse(pool.urn())
          .ifPresent(urn -> versions.computeIfAbsent(urn, _ -> new ArrayList<>()).add(pool));
    }
    return versions;
  }

  private static String[] labels(Series series, String... more) {
    return with(labels(series.urn().withQualifier(series.version())), more);
  }

  private static String[] labels(FunctionUrn urn) {
    String qualifier = urn.qualifier();
    return new String[] {
      "package",
      urn.packageName(),
      "function",
      urn.name(),
      "version",
      qualifier == null ? FunctionUrn.LATEST : qualifier
    };
  }

  private static String[] with(String[] labels, String... more) {
    String[] all = Arrays.copyOf(labels, labels.length + more.length);
    System.arraycopy(more, 0, all, labels.length, more.length);
    return all;
  }
}
