package io.planform.host.metric;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.functiongraph.FunctionUrn;
import io.planform.functiongraph.error.FgsError;
import io.planform.host.function.FunctionCatalogue;
import io.planform.host.function.FunctionEntry;
import io.planform.host.function.Urns;
import io.planform.host.server.ApiException;
import io.planform.host.server.Json;
import io.planform.host.server.Page;
import io.planform.host.server.Request;
import io.planform.host.server.Response;
import io.planform.host.server.Route;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * The API's metrics. A URN without version asks for all versions of the function together, one with
 * an alias for the version that it stands for. Values are -1 where there is none.
 */
public final class MetricApi {
  private static final String FUNCTIONS = "/v2/{project_id}/fgs/functions";
  private static final long LONGEST_PERIOD = Span.MINUTE.kept().toMinutes();
  private static final int USUAL_TOP = 10;
  private static final int LARGEST_TOP = 20;

  private final Statistics statistics;
  private final FunctionCatalogue functions;
  private final Urns urns;

  public MetricApi(Statistics statistics, FunctionCatalogue functions, Urns urns) {
    this.statistics = statistics;
    this.functions = functions;
    this.urns = urns;
  }

  public List<Route> routes() {
    return List.of(
        Route.of(
            "ListFunctionStatistics",
            "GET",
            FUNCTIONS + "/{func_urn}/statistics/{period}",
            this::ofFunction),
        Route.of(
            "ShowFunctionMetrics",
            "GET",
            FUNCTIONS + "/{func_urn}/slareports/{period}",
            this::traffic),
        Route.of(
            "ShowFuncReservedInstanceMetrics",
            "GET",
            FUNCTIONS + "/{func_urn}/instancereports",
            this::instances),
        Route.of("ListStatistics", "GET", FUNCTIONS + "/statistics", this::ofAll),
        Route.of("ListFunctionAsMetric", "GET", "/v2/{project_id}/fgs/function/report", this::top));
  }

  private Response ofFunction(Request request) {
    List<Statistics.Point> points = points(scope(request), request.parameter("period"));
    ObjectNode document = TimeLine.document(points);
    TimeLine.put(document, "billing_duration", points, Totals::billedMillis);
    TimeLine.put(document, "gbs", points, Totals::gigabyteSeconds);
    TimeLine.put(document, "memory_used", points, Totals::usedMegabytes);
    TimeLine.put(document, "max_memory_used", points, Totals::mostUsedMegabytes);
    return Response.json(200, document);
  }

  private Response traffic(Request request) {
    List<Statistics.Point> points = points(scope(request), request.parameter("period"));
    ObjectNode document = TimeLine.document(points);
    TimeLine.put(document, "instance_num", points, Totals::instances);
    return Response.json(200, document);
  }

  private Response instances(Request request) {
    List<Statistics.Point> points =
        page(Page.of(request, "limit"), statistics.recent(scope(request), 60, 1));
    ObjectNode document = Json.object();
    TimeLine.put(document, "instanceNum", points, Totals::instances);
    TimeLine.putReserved(document, "reservedInstanceNum", points);
    return Response.json(200, document);
  }

  private Response ofAll(Request request) {
    return switch (request.argument("filter").orElse("")) {
      case "monitor_data" -> {
        String period = request.argument("period").filter(text -> !text.isEmpty()).orElse("5");
        List<Statistics.Point> points = page(Page.of(request, "limit"), points(Scope.ALL, period));
        ObjectNode document = Json.object();
        document.set("statistics", TimeLine.document(points));
        yield Response.json(200, document);
      }
      case "monthly_report" -> Response.json(200, months(request.argument("option").orElse("0")));
      default ->
          throw new ApiException(
              FgsError.FSS_1001, "The parameter filter is monitor_data or monthly_report.");
    };
  }

  /** Options are the API's: this month, the last one, the last three and the last six. */
  private ObjectNode months(String option) {
    YearMonth now =
        YearMonth.from(Instant.ofEpochSecond(statistics.now()).atOffset(ZoneOffset.UTC));
    Map<YearMonth, Totals> months =
        switch (option) {
          case "1" -> statistics.months(now.minusMonths(1), 1);
          case "2" -> statistics.months(now, 3);
          case "3" -> statistics.months(now, 6);
          default -> statistics.months(now, 1);
        };
    ObjectNode document = Json.object();
    ArrayNode count = document.putArray("count");
    ArrayNode gbs = document.putArray("gbs");
    ArrayNode gpu = document.putArray("gpu_gbs");
    months.forEach(
        (month, totals) -> {
          count.addObject().put("date", month.toString()).put("value", totals.requests());
          gbs.addObject().put("date", month.toString()).put("value", totals.gigabyteSeconds());
          gpu.addObject().put("date", month.toString()).put("value", 0);
        });
    return document;
  }

  private Response top(Request request) {
    String type = request.argument("type").filter(text -> !text.isEmpty()).orElse("failcount");
    ToDoubleFunction<Totals> metric = metric(type);
    long before = time(request, "end_time").orElse(statistics.now() + 60);
    long from = time(request, "start_time").orElse(before - Duration.ofDays(1).toSeconds());
    int limit = limit(request);
    List<Map.Entry<FunctionUrn, Totals>> ranked =
        statistics.byFunction(from, before).entrySet().stream()
            .filter(each -> functions.current(each.getKey()).isPresent())
            .sorted(
                Comparator.<Map.Entry<FunctionUrn, Totals>>comparingDouble(
                        each -> -metric.applyAsDouble(each.getValue()))
                    .thenComparing(each -> each.getKey().toString()))
            .toList();
    ObjectNode document = Json.object();
    ArrayNode values = document.putArray("values");
    ranked.stream()
        .limit(limit)
        .forEach(
            each ->
                values
                    .addObject()
                    .put("key", each.getKey().toString())
                    .put("value", (int) Math.round(metric.applyAsDouble(each.getValue()))));
    document.put("next_marker", 0L);
    document.put("count", (long) values.size());
    return Response.json(200, document);
  }

  /** By the names of the API's reference, one of which is misspelt there. */
  private static ToDoubleFunction<Totals> metric(String type) {
    return switch (type.toLowerCase(Locale.ROOT)) {
      case "failcount" -> Totals::failures;
      case "count", "aom_prom_fixed_count" -> Totals::requests;
      case "duration" -> Totals::averageMillis;
      case "minduration" -> Totals::shortestMillis;
      case "maxduration", "maxdauration" -> Totals::longestMillis;
      case "systemerrorcount" -> Totals::systemErrors;
      case "rejectcount" -> Totals::rejections;
      case "concurrency" -> Totals::concurrency;
      case "memoryused" -> Totals::mostUsedMegabytes;
      case "payperuseinstance" -> Totals::instances;
      default ->
          throw new ApiException(
              FgsError.FSS_1001, "This runtime host does not measure %s.".formatted(type));
    };
  }

  private static int limit(Request request) {
    Optional<String> text = request.argument("limit").filter(each -> !each.isEmpty());
    try {
      int limit = text.map(Integer::parseInt).orElse(USUAL_TOP);
      if (limit >= 1 && limit <= LARGEST_TOP) {
        return limit;
      }
    } catch (NumberFormatException e) {
      // Refused below, as numbers out of range are.
    }
    throw new ApiException(
        FgsError.FSS_1001, "The parameter limit is 1 to %d.".formatted(LARGEST_TOP));
  }

  /** Seconds since 1970; milliseconds are taken too. */
  private static Optional<Long> time(Request request, String name) {
    Optional<String> text = request.argument(name).filter(each -> !each.isEmpty());
    try {
      return text.map(Long::parseLong).map(time -> time > 100_000_000_000L ? time / 1000 : time);
    } catch (NumberFormatException e) {
      throw new ApiException(FgsError.FSS_1001, "The parameter %s is a Unix time.".formatted(name));
    }
  }

  private Scope scope(Request request) {
    FunctionUrn urn = urns.parse(request.parameter("func_urn"));
    FunctionEntry function = functions.get(urn);
    return new Scope(function.id(), urn.qualifier() == null ? "" : function.version().name());
  }

  /** The last minutes, in steps as the API reference has them for instances. */
  private List<Statistics.Point> points(Scope scope, String period) {
    long minutes;
    try {
      minutes = Long.parseLong(period);
    } catch (NumberFormatException e) {
      minutes = 0;
    }
    if (minutes < 1 || minutes > LONGEST_PERIOD) {
      throw new ApiException(
          FgsError.FSS_1001, "The period is 1 to %d minutes.".formatted(LONGEST_PERIOD));
    }
    return statistics.recent(scope, minutes, minutes <= 60 ? 1 : minutes <= 1440 ? 30 : 180);
  }

  private static List<Statistics.Point> page(Page page, List<Statistics.Point> points) {
    return points.stream().skip(page.offset()).limit(page.size()).toList();
  }
}
