package io.planform.host.async;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.functiongraph.FunctionUrn;
import io.planform.functiongraph.error.FgsError;
import io.planform.host.alias.Targets;
import io.planform.host.function.Urns;
import io.planform.host.iam.Account;
import io.planform.host.iam.CurrentCaller;
import io.planform.host.operation.Operation;
import io.planform.host.policy.Resource;
import io.planform.host.server.ApiException;
import io.planform.host.server.Fields;
import io.planform.host.server.Json;
import io.planform.host.server.Page;
import io.planform.host.server.Request;
import io.planform.host.server.Response;
import io.planform.host.server.Route;
import io.planform.host.stream.LogStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Sets, shows, lists and deletes how functions, versions and aliases are invoked asynchronously.
 */
public final class AsyncConfigurationApi {
  private static final String FUNCTION = "/v2/{project_id}/fgs/functions/{function_urn}";
  private static final String ONE = FUNCTION + "/async-invoke-config";
  private static final Set<String> FIELDS =
      Set.of(
          "max_async_event_age_in_seconds",
          "max_async_retry_attempts",
          "destination_config",
          "enable_async_status_log",
          "log_group_id",
          "log_stream_id",
          "log_group_name",
          "log_stream_name");

  private final Targets targets;
  private final AsyncConfigurations configurations;
  private final NoticeTargets noticeTargets;
  private final StatusLog statusLog;
  private final Account account;
  private final Urns urns;
  private final InstantSource clock;

  public AsyncConfigurationApi(
      Targets targets,
      AsyncConfigurations configurations,
      NoticeTargets noticeTargets,
      StatusLog statusLog,
      Account account,
      Urns urns,
      InstantSource clock) {
    this.targets = targets;
    this.configurations = configurations;
    this.noticeTargets = noticeTargets;
    this.statusLog = statusLog;
    this.account = account;
    this.urns = urns;
    this.clock = clock;
  }

  public List<Route> routes() {
    return List.of(
        Route.of(
            "ListFunctionAsyncInvokeConfig", "GET", FUNCTION + "/async-invoke-configs", this::list),
        Route.of(
            "EnableAsyncStatusLog",
            "POST",
            "/v2/{project_id}/fgs/functions/enable-async-status-logs",
            this::enableStatusLog),
        Route.of(
            "ShowProjectAsyncStatusLogInfo",
            "GET",
            "/v2/{project_id}/fgs/functions/async-status-log-detail",
            this::showStatusLog),
        Route.of("ShowFunctionAsyncInvokeConfig", "GET", ONE, this::show),
        Route.of("DeleteFunctionAsyncInvokeConfig", "DELETE", ONE, this::delete),
        Route.of("UpdateFunctionAsyncInvokeConfig", "PUT", ONE, this::update));
  }

  private FunctionUrn urn(Request request) {
    FunctionUrn urn = urns.parse(request.parameter("function_urn"));
    return urn.qualifier() == null ? urn.withQualifier(FunctionUrn.LATEST) : urn;
  }

  private Targets.Target target(Request request) {
    return targets.get(urn(request), Map.of());
  }

  private Response list(Request request) {
    List<AsyncConfiguration> all = configurations.of(target(request).function().id());
    Page page = Page.of(request, "limit");
    ObjectNode document = Json.object();
    ArrayNode list = document.putArray("async_invoke_configs");
    all.stream()
        .skip(page.offset())
        .limit(page.size())
        .forEach(configuration -> list.add(document(configuration)));
    document.put("count", all.size());
    document.set("page_info", page.information(list.size(), all.size()));
    return Response.json(200, document);
  }

  private Response show(Request request) {
    AsyncConfiguration configuration =
        configurations.get(target(request).id()).orElseThrow(AsyncConfigurations::missing);
    return Response.json(200, document(configuration));
  }

  private Response delete(Request request) {
    Targets.Target target = target(request);
    configurations.delete(target.function().id(), target.id(), Operation.of(request));
    return Response.noContent();
  }

  private Response update(Request request) {
    Targets.Target target = target(request);
    if (target.function().revision().servesHttp()) {
      throw new ApiException(FgsError.FSS_0406, "HTTP functions are not invoked asynchronously.");
    }
    Fields fields = Fields.of(request);
    fields.refuseOthersThan(FIELDS);
    Optional<Fields> destinations = fields.object("destination_config");
    destinations.ifPresent(each -> each.refuseOthersThan(Set.of("on_success", "on_failure")));
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    AsyncConfiguration configuration =
        new AsyncConfiguration(
            target.function().id(),
            target.id(),
            urn(request),
            number(
                fields,
                "max_async_retry_attempts",
                0,
                AsyncConfiguration.MOST_RETRIES,
                AsyncConfiguration.DEFAULT_RETRIES),
            age(fields),
            destinations.flatMap(each -> destination(each, "on_success", target)),
            destinations.flatMap(each -> destination(each, "on_failure", target)),
            statusLog(fields),
            now,
            now);
    return Response.json(200, document(configurations.put(configuration, Operation.of(request))));
  }

  /** The stream that a request names, or the project's own. */
  private String statusLog(Fields fields) {
    String group = fields.text("log_group_id").orElse("");
    String stream = fields.text("log_stream_id").orElse("");
    Optional<String> groupName = fields.text("log_group_name");
    Optional<String> streamName = fields.text("log_stream_name");
    if (!fields.bool("enable_async_status_log").orElse(false)) {
      return "";
    }
    if (group.isEmpty() != stream.isEmpty()) {
      throw ApiException.invalid("The fields log_group_id and log_stream_id go together.");
    }
    LogStream chosen = stream.isEmpty() ? statusLog.made() : statusLog.chosen(group, stream);
    checkName("log_group_name", groupName, statusLog.groupName(chosen));
    checkName("log_stream_name", streamName, chosen.name());
    return chosen.id();
  }

  private static void checkName(String field, Optional<String> given, String name) {
    if (given.filter(text -> !text.isEmpty() && !text.equals(name)).isPresent()) {
      throw ApiException.invalid("The field %s is not \"%s\".".formatted(field, name));
    }
  }

  private Response enableStatusLog(Request request) {
    LogStream unused = statusLog.made();
    return Response.json(200, Json.object());
  }

  private Response showStatusLog(Request request) {
    LogStream stream =
        statusLog
            .project()
            .orElseThrow(
                () ->
                    new ApiException(
                        FgsError.FSS_0404, "The states of asynchronous invocations have no log."));
    return Response.json(
        200,
        Json.object()
            .put("group_name", statusLog.groupName(stream))
            .put("group_id", stream.groupId())
            .put("stream_id", stream.id())
            .put("stream_name", stream.name()));
  }

  private static Duration age(Fields fields) {
    int longest = (int) AsyncConfiguration.LONGEST_AGE.toSeconds();
    return Duration.ofSeconds(
        number(fields, "max_async_event_age_in_seconds", 1, longest, longest));
  }

  private static int number(Fields fields, String name, int least, int most, int otherwise) {
    int value = fields.integer(name).orElse(otherwise);
    if (value < least || value > most) {
      throw ApiException.invalid(
          "The field %s is %d; it can be %d to %d.".formatted(name, value, least, most));
    }
    return value;
  }

  private Optional<Destination> destination(Fields fields, String name, Targets.Target of) {
    Optional<Destination> destination =
        fields.object(name).flatMap(each -> Destination.parse(each, urns));
    destination.ifPresent(each -> check(each, of));
    return destination;
  }

  /** Nobody can let a function do what he may not do himself. */
  private void check(Destination destination, Targets.Target of) {
    switch (destination) {
      case Destination.ToService service -> noticeTargets.check(service);
      case Destination.ToFunction function -> {
        Targets.Target to = targets.get(function.function(), Map.of());
        if (to.function().revision().servesHttp()) {
          throw new ApiException(FgsError.FSS_0406, "An HTTP function cannot be a destination.");
        }
        CurrentCaller.check(
            "AsyncInvokeFunction", Optional.of(Resource.of(function.function(), account.id())));
        checkLoop(of, to);
      }
    }
  }

  /** The user guide's section 5.7: two functions must not be each other's destinations. */
  private void checkLoop(Targets.Target of, Targets.Target to) {
    AsyncConfiguration next = configurations.find(to.function().id(), to.id());
    boolean back =
        leadsTo(next.onSuccess(), of) || leadsTo(next.onFailure(), of) || to.id().equals(of.id());
    if (back) {
      throw ApiException.invalid(
          "The destination leads back to the function: they would invoke each other without end.");
    }
  }

  private boolean leadsTo(Optional<Destination> destination, Targets.Target of) {
    return destination
        .filter(Destination.ToFunction.class::isInstance)
        .map(Destination.ToFunction.class::cast)
        .flatMap(function -> targets.find(function.function(), Map.of()))
        .filter(target -> target.id().equals(of.id()))
        .isPresent();
  }

  private ObjectNode document(AsyncConfiguration configuration) {
    ObjectNode document = Json.object();
    document.put("func_urn", configuration.urn().toString());
    document.put("max_async_event_age_in_seconds", configuration.age().toSeconds());
    document.put("max_async_retry_attempts", configuration.retries());
    ObjectNode destinations = document.putObject("destination_config");
    configuration.onSuccess().ifPresent(each -> destinations.set("on_success", each.toJson()));
    configuration.onFailure().ifPresent(each -> destinations.set("on_failure", each.toJson()));
    document.put("created_time", configuration.createdAt().toString());
    document.put("last_modified", configuration.modifiedAt().toString());
    document.put(
        "enable_async_status_log",
        !configuration.statusLog().isEmpty() && statusLog.has(configuration.statusLog()));
    return document;
  }
}
