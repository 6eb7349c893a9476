package io.planform.host.trigger;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.functiongraph.FunctionUrn;
import io.planform.functiongraph.error.FgsError;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * An APIG trigger: a path at the gateway.
 *
 * @param group {@code default}, or the first label of the host name
 * @param method of HTTP, or {@code ANY}
 * @param prefix whether paths below {@code path} match too ({@code SWA})
 * @param stage {@code RELEASE}
 * @param timeoutMillis how long the gateway waits for the function
 */
public record ApigSettings(
    String name,
    String group,
    String path,
    String method,
    boolean prefix,
    boolean signed,
    String stage,
    int timeoutMillis)
    implements TriggerSettings {
  public static final String DEFAULT_GROUP = "default";
  public static final String ANY = "ANY";
  static final String TYPE = "APIG";

  private static final String STAGE = "RELEASE";
  private static final String STAGE_ID = "DEFAULT_ENVIRONMENT_RELEASE_ID";
  private static final Pattern GROUP =
      Pattern.compile("[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?");
  private static final Pattern PATH = Pattern.compile("/|(/[A-Za-z0-9._~%!$&'()*+,;=:@-]+)+/?");
  private static final Set<String> METHODS =
      Set.of("GET", "POST", "PUT", "DELETE", "HEAD", "PATCH", "OPTIONS", ANY);
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

  static ApigSettings parse(ObjectNode eventData, FunctionUrn target) {
    EventData data = new EventData(eventData, FgsError.FSS_1107);
    data.refuseOthersThan(FIELDS);
    checkUnsupported(data);
    String group = data.text("group_id");
    if (!GROUP.matcher(group).matches()) {
      throw data.refused("event_data.group_id must be a label of a host name.");
    }
    String path = data.text("path");
    if (!PATH.matcher(path).matches()) {
      throw data.refused(
          "event_data.path \"%s\" must begin with /, without parameters in braces."
              .formatted(path));
    }
    return new ApigSettings(
        data.name(),
        group,
        path,
        data.oneOf("req_method", METHODS),
        data.oneOf("match_mode", Set.of("SWA", "NORMAL")).equals("SWA"),
        data.oneOf("auth", Set.of("IAM", "NONE")).equals("IAM"),
        STAGE,
        timeout(data, target));
  }

  private static void checkUnsupported(EventData data) {
    data.text("env_id");
    data.text("env_name");
    data.allowOnly("env_id", STAGE_ID);
    data.allowOnly("env_name", STAGE);
    data.optionalText("group_name");
    if (data.text("protocol").equals("HTTPS")) {
      throw data.refused(
          "event_data.protocol is \"HTTPS\"; the gateway of this runtime host has no TLS, use HTTP.");
    }
    data.oneOf("protocol", Set.of("HTTP"));
    data.integer("type", 1, 1);
    data.allowOnly("backend_type", "FUNCTION");
    data.allowOnly("sl_domain", "");
    data.allowOnly("instance_id", "");
  }

  private static int timeout(EventData data, FunctionUrn target) {
    if (!(data.fields().path("func_info") instanceof ObjectNode object)) {
      throw data.refused("event_data.func_info must be an object.");
    }
    EventData info = new EventData(object, FgsError.FSS_1107);
    info.refuseOthersThan(FUNCTION_FIELDS);
    info.allowOnly("invocation_type", "sync");
    info.allowOnly("version", target.qualifier() == null ? FunctionUrn.LATEST : target.qualifier());
    String urn = info.optionalText("function_urn");
    if (!urn.isEmpty() && FunctionUrn.parse(urn).filter(each -> isOf(each, target)).isEmpty()) {
      throw data.refused(
          "event_data.func_info.function_urn must be what the trigger is made for, %s."
              .formatted(target));
    }
    return info.integer("timeout", 1, 60_000);
  }

  /** A URN without version is as good as any of the function. */
  private static boolean isOf(FunctionUrn urn, FunctionUrn target) {
    String qualifier = urn.qualifier();
    return urn.bare().equals(target.bare())
        && (qualifier == null
            || qualifier.equals(target.qualifier())
            || (target.qualifier() == null && qualifier.equals(FunctionUrn.LATEST)));
  }

  /** The exact and the prefix route of one path do not conflict. */
  @Override
  public Optional<String> route() {
    return Optional.of(routeKey(group, prefix, path));
  }

  /** Group, match mode and path as one text; host names do not tell cases apart. */
  public static String routeKey(String group, boolean prefix, String path) {
    String trimmed =
        path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    return group.toLowerCase(Locale.ROOT) + (prefix ? " SWA " : " NORMAL ") + trimmed;
  }

  @Override
  public Optional<String> routeMethod() {
    return Optional.of(method);
  }
}
