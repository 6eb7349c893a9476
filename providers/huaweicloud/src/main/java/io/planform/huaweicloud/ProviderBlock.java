package io.planform.huaweicloud;

import io.planform.huaweicloud.client.Credentials;
import io.planform.huaweicloud.client.LocalHost;
import io.planform.huaweicloud.client.RemoteEndpoint;
import io.planform.huaweicloud.client.Target;
import io.planform.huaweicloud.resource.Defaults;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.provider.Provider.Environment;
import io.planform.spi.provider.Schema;
import io.planform.spi.provider.Schema.Attribute;
import io.planform.spi.provider.Schema.Block;
import io.planform.spi.provider.Schema.Change;
import io.planform.spi.provider.Schema.Mode;
import io.planform.spi.provider.Schema.Nesting;
import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import io.planform.spi.value.ValuePath;
import java.math.BigDecimal;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The {@code provider} block: which target, and who calls it. The target is the local host unless
 * the block names {@code endpoints} or a {@code cloud}; the environment never chooses it. The local
 * host is called with the credentials it made: who calls a cloud, and how, says nothing there.
 *
 * @param defaults what resources that do not say it themselves get
 * @param retries how often a request is sent again at most
 */
record ProviderBlock(Target target, Defaults defaults, int retries) {
  private static final int DEFAULT_RETRIES = 5;
  private static final String DEFAULT_CLOUD = "myhuaweicloud.com";

  private static final List<String> TEXTS =
      List.of(
          "region",
          "access_key",
          "secret_key",
          "security_token",
          "project_id",
          "project_name",
          "domain_id",
          "domain_name",
          "auth_url",
          "cloud",
          "enterprise_project_id",
          "user_id",
          "user_name",
          "password",
          "token",
          "tenant_id",
          "tenant_name",
          "agency_name",
          "agency_domain_name",
          "delegated_project",
          "profile",
          "shared_config_file",
          "signing_algorithm",
          "cacert_file",
          "cert",
          "key");
  private static final Set<String> SECRETS =
      Set.of("access_key", "secret_key", "security_token", "password", "token");

  /** Arguments of the real provider that say who calls a cloud, and how it is reached. */
  private static final List<String> UNSUPPORTED_FOR_CLOUDS =
      List.of(
          "user_id",
          "user_name",
          "password",
          "token",
          "agency_name",
          "agency_domain_name",
          "delegated_project",
          "profile",
          "shared_config_file",
          "signing_algorithm",
          "cacert_file",
          "cert",
          "key",
          "insecure",
          "assume_role",
          "assume_role_with_oidc");

  /** Those that would change what is made. */
  private static final List<String> UNSUPPORTED = List.of("default_tags", "ignore_tags");

  static final Schema SCHEMA = schema();

  private static Schema schema() {
    List<Attribute> attributes = new ArrayList<>();
    TEXTS.forEach(name -> attributes.add(optional(name, Type.STRING)));
    attributes.add(optional("endpoints", Type.map(Type.STRING)));
    attributes.add(optional("max_retries", Type.NUMBER));
    attributes.add(optional("default_tags", Type.map(Type.STRING)));
    attributes.add(optional("ignore_tags", Type.list(Type.STRING)));
    for (String name :
        List.of(
            "insecure",
            "regional",
            "enable_force_new",
            "skip_check_upgrade",
            "skip_check_website_type")) {
      attributes.add(optional(name, Type.BOOL));
    }
    return Schema.of(
        attributes,
        List.of(
            assumed("assume_role", List.of("agency_name"), List.of("domain_id", "domain_name")),
            assumed(
                "assume_role_with_oidc",
                List.of("agency_name", "domain_id", "idp_id"),
                List.of("id_token", "id_token_file"))));
  }

  private static Attribute optional(String name, Type type) {
    return attribute(name, type, Mode.OPTIONAL);
  }

  private static Attribute attribute(String name, Type type, Mode mode) {
    boolean sensitive = SECRETS.contains(name) || name.equals("id_token");
    return new Attribute(name, type, mode, Change.IN_PLACE, sensitive, "", null);
  }

  private static Block assumed(String name, List<String> required, List<String> optional) {
    List<Attribute> attributes = new ArrayList<>();
    required.forEach(each -> attributes.add(attribute(each, Type.STRING, Mode.REQUIRED)));
    optional.forEach(each -> attributes.add(optional(each, Type.STRING)));
    attributes.add(optional("duration", Type.NUMBER));
    return new Block(name, Nesting.LIST, 0, 1, Change.IN_PLACE, Schema.of(attributes, List.of()));
  }

  static @Nullable ProviderBlock decode(
      Value.Obj block, Environment environment, Diagnostics diagnostics) {
    refuse(UNSUPPORTED, block, diagnostics);
    Target target = target(block, environment, diagnostics);
    if (target instanceof RemoteEndpoint) {
      refuse(UNSUPPORTED_FOR_CLOUDS, block, diagnostics);
    }
    return target == null || diagnostics.hasErrors()
        ? null
        : new ProviderBlock(
            target,
            new Defaults(text(block, "region"), text(block, "enterprise_project_id")),
            retries(block));
  }

  private static void refuse(List<String> names, Value.Obj block, Diagnostics diagnostics) {
    names.stream()
        .filter(name -> isGiven(block.get(name)))
        .forEach(
            name ->
                diagnostics.add(
                    error(
                        "Not supported yet",
                        "The argument \"" + name + "\" of the provider is not supported yet.",
                        name)));
  }

  private static int retries(Value.Obj block) {
    return block.get("max_retries").revealed() instanceof Value.Num(BigDecimal number)
        ? Math.clamp(number.longValue(), 0, 100)
        : DEFAULT_RETRIES;
  }

  private static @Nullable Target target(
      Value.Obj block, Environment environment, Diagnostics diagnostics) {
    if (block.get("endpoints").isUnknown() || block.get("cloud").isUnknown()) {
      diagnostics.add(
          error(
              "Unknown target",
              "The target must be known before anything is planned.",
              "endpoints"));
      return null;
    }
    String cloud = text(block, "cloud");
    boolean isCloud = !cloud.isEmpty() && !cloud.equals("false");
    if (!isCloud && !isGiven(block.get("endpoints"))) {
      return new LocalHost(environment.home());
    }
    Credentials caller = caller(block, environment.variables(), diagnostics);
    if (caller == null) {
      return null;
    }
    URI endpoint = endpoint(block, isCloud, cloud, caller.region(), diagnostics);
    URI buckets = buckets(block, isCloud, cloud, caller.region(), diagnostics);
    return endpoint == null ? null : new RemoteEndpoint(endpoint, buckets, caller);
  }

  private static @Nullable URI endpoint(
      Value.Obj block, boolean isCloud, String cloud, String region, Diagnostics diagnostics) {
    String named = named(block, "fgs");
    if (named.isEmpty() && !isCloud) {
      diagnostics.add(
          error(
              "Missing endpoint", "The endpoints name no \"fgs\", FunctionGraph's.", "endpoints"));
      return null;
    }
    String domain = cloud.equals("true") ? DEFAULT_CLOUD : cloud;
    return address(
        named.isEmpty() ? "functiongraph.%s.%s".formatted(region, domain) : named, diagnostics);
  }

  private static String named(Value.Obj block, String service) {
    return block.get("endpoints").revealed() instanceof Value.MapOf(_, Map<String, Value> all)
            && all.get(service) instanceof Value.Str(String text)
        ? text
        : "";
  }

  /** Where object storage is; null where nothing says it, which matters to those who use it. */
  private static @Nullable URI buckets(
      Value.Obj block, boolean isCloud, String cloud, String region, Diagnostics diagnostics) {
    String named = named(block, "obs");
    if (!named.isEmpty()) {
      return address(named, diagnostics);
    }
    String domain = cloud.equals("true") ? DEFAULT_CLOUD : cloud;
    return isCloud ? address("obs.%s.%s".formatted(region, domain), diagnostics) : null;
  }

  private static @Nullable URI address(String named, Diagnostics diagnostics) {
    String address = named.startsWith("http") ? named : "https://" + named;
    try {
      URI uri = URI.create(address.replaceAll("/+$", ""));
      if (uri.getHost() != null) {
        return uri;
      }
    } catch (IllegalArgumentException e) {
      // Said below, as for an address without a host.
    }
    diagnostics.add(error("Invalid endpoint", "\"" + address + "\" is not a URL.", "endpoints"));
    return null;
  }

  /** From the block, else from the environment. */
  private static @Nullable Credentials caller(
      Value.Obj block, Map<String, String> variables, Diagnostics diagnostics) {
    String accessKey = either(block, "access_key", variables, "HW_ACCESS_KEY");
    String secretKey = either(block, "secret_key", variables, "HW_SECRET_KEY");
    String project = either(block, "project_id", variables, "HW_PROJECT_ID");
    String region = either(block, "region", variables, "HW_REGION_NAME");
    String token = either(block, "security_token", variables, "HW_SECURITY_TOKEN");
    need(accessKey, "access_key", "HW_ACCESS_KEY", diagnostics);
    need(secretKey, "secret_key", "HW_SECRET_KEY", diagnostics);
    need(project, "project_id", "HW_PROJECT_ID", diagnostics);
    need(region, "region", "HW_REGION_NAME", diagnostics);
    boolean complete =
        List.of(accessKey, secretKey, project, region).stream().noneMatch(String::isEmpty);
    return complete
        ? new Credentials(accessKey, secretKey, token.isEmpty() ? null : token, project, region)
        : null;
  }

  private static String either(
      Value.Obj block, String name, Map<String, String> variables, String variable) {
    String own = text(block, name);
    return own.isEmpty() ? variables.getOrDefault(variable, "") : own;
  }

  private static void need(String value, String name, String variable, Diagnostics diagnostics) {
    if (value.isEmpty()) {
      diagnostics.add(
          error("Missing argument", "The provider needs \"" + name + "\" for this target.", name)
              .withHint("Set it in the provider block, or " + variable + " in the environment."));
    }
  }

  private static boolean isGiven(Value value) {
    return switch (value.unmarked()) {
      case Value.Null _ -> false;
      case Value.Bool(boolean bool) -> bool;
      case Value.MapOf(_, Map<String, Value> values) -> !values.isEmpty();
      case Value.ListOf(_, List<Value> values) -> !values.isEmpty();
      default -> true;
    };
  }

  private static String text(Value.Obj block, String name) {
    return block.get(name).revealed() instanceof Value.Str(String text) ? text : "";
  }

  private static Diagnostic error(String summary, String detail, String attribute) {
    return Diagnostic.error(summary, detail).at(ValuePath.of(attribute));
  }
}
