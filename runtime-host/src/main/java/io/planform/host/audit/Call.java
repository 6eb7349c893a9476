package io.planform.host.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.host.iam.Caller;
import io.planform.host.policy.Action;
import io.planform.host.policy.Actions;
import io.planform.host.server.ApiException;
import io.planform.host.server.Json;
import io.planform.host.server.Request;
import io.planform.host.server.Route;
import io.planform.host.server.Router;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A call while it goes on: what is known of it so far. Belongs to one thread. */
final class Call {
  private static final Pattern ACCESS_KEY = Pattern.compile("Access=([^,\\s]{1,64})[,\\s]");
  private static final Map<String, String> SERVICES =
      Map.of("iam", "IAM", "cts", "CTS", "ces", "CES");
  private static final String TRIGGER_STATUS = "trigger_status";
  private static final String ACTIVE = "ACTIVE";

  private final Request request;
  private final Optional<Router.Match> match;
  private final Optional<Route> route;
  private final Optional<Event> event;
  private final Instant time;
  private Optional<Caller> caller = Optional.empty();
  private boolean admitted;
  private JsonNode before = MissingNode.getInstance();
  private JsonNode after = MissingNode.getInstance();
  private int status = 500;
  private String errorCode = "";
  private String message = "";

  Call(Request request, Optional<Router.Match> match, Instant time) {
    this.request = request;
    this.match = match;
    this.route = match.map(Router.Match::route);
    this.event = route.flatMap(to -> Events.of(to.operation()));
    this.time = time;
  }

  Request request() {
    return request;
  }

  Optional<Event> event() {
    return event;
  }

  boolean isAdmitted() {
    return admitted;
  }

  void admitted(Optional<Caller> by) {
    caller = by;
    admitted = true;
  }

  void before(JsonNode document) {
    before = document;
  }

  void after(JsonNode document) {
    after = document;
  }

  void answered(int code) {
    status = code;
  }

  void refused(ApiException refusal) {
    status = refusal.status();
    errorCode = refusal.code();
    message = refusal.getMessage();
  }

  /** The path that shows what is changed; segments stay encoded as they came. */
  Optional<String> shownAt() {
    if (event.isEmpty() || event.get().shownAt().isEmpty() || route.isEmpty()) {
      return Optional.empty();
    }
    String path = event.get().shownAt();
    String[] names = route.get().template().split("/", -1);
    String[] segments = request.path().split("/", -1);
    for (int i = 0; i < names.length; i++) {
      if (names[i].startsWith("{")) {
        path = path.replace(names[i], segments[i]);
      }
    }
    return Optional.of(path);
  }

  /** In the form of CTS's traces, with before and after. */
  ObjectNode trace() {
    String resource = resource();
    ObjectNode trace = Json.object();
    trace.put("trace_id", request.id());
    trace.put("trace_name", name());
    trace.put("trace_rating", rating());
    trace.put("trace_type", "ApiCall");
    trace.put("service_type", service());
    trace.put("resource_type", resourceType());
    trace.put("resource_id", resource);
    trace.put("resource_name", resourceName(resource));
    trace.put("source_ip", request.remote());
    trace.put("time", time.toEpochMilli());
    trace.put("record_time", time.toEpochMilli());
    trace.put("code", Integer.toString(status));
    trace.put("request_id", request.id());
    trace.put("operation", operation());
    trace.put("url", request.method() + " " + request.path());
    ObjectNode user = trace.putObject("user");
    caller.ifPresent(known -> user.put("id", known.id()).put("name", known.name()));
    accessKey().ifPresent(key -> user.put("access_key_id", key));
    request.header("x-planform-lineage").ifPresent(state -> trace.put("lineage", state));
    if (!errorCode.isEmpty()) {
      trace.put("error_code", errorCode).put("message", message);
    }
    if (!before.isMissingNode()) {
      trace.set("before", before);
    }
    if (!after.isMissingNode()) {
      trace.set("after", after);
    }
    return trace;
  }

  private String rating() {
    if (status < 400) {
      return "normal";
    }
    return status < 500 ? "warning" : "incident";
  }

  /** What the signature claims; where the status is 401 nothing proves it. */
  private Optional<String> accessKey() {
    Matcher key = ACCESS_KEY.matcher(request.header("authorization").orElse(""));
    return key.find() ? Optional.of(key.group(1)) : Optional.empty();
  }

  private String operation() {
    return route.map(Route::operation).orElse("");
  }

  /** A trigger that is switched is enabled or disabled; table 13-1 has names for these only. */
  private String name() {
    String operation = operation();
    JsonNode now = after.path(TRIGGER_STATUS);
    if (operation.equals("UpdateTrigger") && !before.path(TRIGGER_STATUS).equals(now)) {
      return now.asText().equals(ACTIVE) ? "enabledTrigger" : "disabledTrigger";
    }
    if (operation.isEmpty()) {
      return "unknown";
    }
    return event
        .map(Event::name)
        .orElse(operation.substring(0, 1).toLowerCase(Locale.ROOT) + operation.substring(1));
  }

  private Optional<String[]> action() {
    return route
        .flatMap(to -> Actions.of(to.operation()))
        .map(Action::name)
        .map(name -> name.split(":", -1))
        .filter(parts -> parts.length == 3);
  }

  private String service() {
    String own = operation().endsWith("Token") ? "IAM" : "FunctionGraph";
    return action().map(parts -> SERVICES.getOrDefault(parts[0], own)).orElse(own);
  }

  private String resourceType() {
    return event
        .map(Event::resourceType)
        .or(() -> action().map(parts -> capitalised(parts[1])))
        .orElse("");
  }

  private static String capitalised(String text) {
    return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }

  private String resource() {
    String named = event.map(Event::resource).orElse("function_urn");
    if (named.startsWith("/")) {
      return after.at(named).asText("");
    }
    return match.map(to -> to.parameters().getOrDefault(named, "")).orElse("");
  }

  /** The name in a function's URN; other ids name themselves. */
  private static String resourceName(String resource) {
    String[] parts = resource.split(":", -1);
    return parts.length >= 7 ? parts[6] : resource;
  }
}
