package io.planform.host.trigger;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.functiongraph.FunctionUrn;
import io.planform.functiongraph.error.FgsError;
import io.planform.host.api.Authentication;
import io.planform.host.api.DefinitionTable;
import io.planform.host.api.Environment;
import io.planform.host.api.PathTemplate;
import io.planform.host.api.ServedApi;
import io.planform.host.function.Runtimes;
import io.planform.host.server.ApiException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A trigger of API Gateway: a path at the gateway. One of type {@code APIG} may name a group that
 * nobody made; {@code DEDICATEDGATEWAY} and {@code APIC} stand in an instance, with its groups and
 * environments.
 *
 * @param instance that it stands in; empty for {@code APIG}
 * @param error of the type
 * @param api what the gateway serves, but for the trigger's id and what exactly it calls
 */
public record ApigSettings(String name, String instance, FgsError error, ServedApi api)
    implements TriggerSettings {
  private static final Pattern GROUP =
      Pattern.compile("[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?");
  private static final Set<String> FIELDS =
      Set.of(
          "name",
          "group_id",
          "group_name",
          "env_id",
          "env_name",
          "path",
          "protocol",
          "req_method",
          "match_mode",
          "auth",
          "type",
          "backend_type",
          "func_info",
          "sl_domain",
          "instance_id");
  private static final Set<String> FUNCTION_FIELDS =
      Set.of("timeout", "function_urn", "invocation_type", "version");

  /**
   * @param shared whether the gateway is no instance
   */
  static ApigSettings parse(EventData data, FunctionUrn target, String runtime, boolean shared) {
    data.refuseOthersThan(FIELDS);
    checkUnsupported(data);
    String instance = shared ? "" : data.text("instance_id");
    if (shared) {
      data.allowOnly("instance_id", "");
    }
    String group = data.text("group_id");
    if (!GROUP.matcher(group).matches()) {
      throw data.refused("event_data.group_id must be a label of a host name.");
    }
    boolean prefix = data.oneOf("match_mode", Set.of("SWA", "NORMAL")).equals("SWA");
    EventData function = function(data, target);
    ServedApi api =
        new ServedApi(
            "",
            group,
            environment(data, instance),
            data.oneOf("req_method", ServedApi.METHODS),
            path(data, prefix),
            prefix,
            Set.of(data.oneOf("protocol", Set.of("HTTP", "HTTPS")).toLowerCase(Locale.ROOT)),
            authentication(data),
            List.of(),
            new ServedApi.FunctionCall(
                target,
                "",
                function.integer("timeout", 1, 60_000),
                isAsync(function, runtime),
                true));
    return new ApigSettings(data.name(), instance, data.error(), api);
  }

  private static PathTemplate path(EventData data, boolean prefix) {
    String text = data.text("path");
    Optional<String> problem = PathTemplate.problem(text);
    if (problem.isPresent()) {
      throw data.refused("event_data.path \"%s\" %s".formatted(text, problem.get()));
    }
    PathTemplate path = PathTemplate.of(text);
    if (prefix && path.takesRest()) {
      throw data.refused(
          "event_data.path \"%s\" takes whatever follows by itself: match_mode is NORMAL then."
              .formatted(text));
    }
    return path;
  }

  private static Environment environment(EventData data, String instance) {
    Environment environment = new Environment(data.text("env_id"), data.text("env_name"));
    if (instance.isEmpty() || environment.isRelease()) {
      data.allowOnly("env_id", Environment.RELEASE.id());
      data.allowOnly("env_name", Environment.RELEASE.name());
    }
    return environment;
  }

  private static Authentication authentication(EventData data) {
    return switch (data.oneOf("auth", Set.of("IAM", "APP", "NONE"))) {
      case "IAM" -> new Authentication.Iam();
      case "APP" -> new Authentication.App(false);
      default -> new Authentication.None();
    };
  }

  private static void checkUnsupported(EventData data) {
    data.optionalText("group_name");
    data.integer("type", 1, 1);
    data.allowOnly("backend_type", "FUNCTION");
    data.allowOnly("sl_domain", "");
  }

  private static EventData function(EventData data, FunctionUrn target) {
    if (!(data.fields().path("func_info") instanceof ObjectNode object)) {
      throw data.refused("event_data.func_info must be an object.");
    }
    EventData info = new EventData(object, data.error());
    info.refuseOthersThan(FUNCTION_FIELDS);
    info.allowOnly("version", target.qualifier() == null ? FunctionUrn.LATEST : target.qualifier());
    String urn = info.optionalText("function_urn");
    if (!urn.isEmpty() && FunctionUrn.parse(urn).filter(each -> isOf(each, target)).isEmpty()) {
      throw data.refused(
          "event_data.func_info.function_urn must be what the trigger is made for, %s."
              .formatted(target));
    }
    return info;
  }

  private static boolean isAsync(EventData function, String runtime) {
    if (function.optionalText("invocation_type").isEmpty()) {
      return false;
    }
    boolean async = function.oneOf("invocation_type", Set.of("sync", "async")).equals("async");
    if (async && runtime.equals(Runtimes.HTTP)) {
      throw function.refused(
          "event_data.func_info.invocation_type is \"async\"; HTTP functions are not invoked asynchronously.");
    }
    return async;
  }

  /** A URN without version is as good as any of the function. */
  private static boolean isOf(FunctionUrn urn, FunctionUrn target) {
    String qualifier = urn.qualifier();
    return urn.bare().equals(target.bare())
        && (qualifier == null
            || qualifier.equals(target.qualifier())
            || (target.qualifier() == null && qualifier.equals(FunctionUrn.LATEST)));
  }

  /** Refuses a place that is not there, and a route that a published API has. */
  void check(Connection connection) throws SQLException {
    if (!instance.isEmpty()) {
      DefinitionTable.checkPlace(connection, instance, api.group(), api.environment(), error);
    }
    DefinitionTable.checkNotPublished(connection, api);
  }

  @Override
  public Optional<String> route() {
    return Optional.of(api.route());
  }

  @Override
  public Optional<String> routeMethod() {
    return Optional.of(api.method());
  }

  @Override
  public void refuseBeside(TriggerSettings other) {
    String taken = other.routeMethod().orElse(ServedApi.ANY);
    String method = api.method();
    if (method.equals(ServedApi.ANY) || taken.equals(ServedApi.ANY) || method.equals(taken)) {
      throw new ApiException(
          FgsError.FSS_1147,
          "Another trigger serves %s %s in group %s."
              .formatted(taken, api.path().text(), api.group()));
    }
  }
}
