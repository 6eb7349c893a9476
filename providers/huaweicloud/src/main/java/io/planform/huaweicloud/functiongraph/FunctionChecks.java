package io.planform.huaweicloud.functiongraph;

import io.planform.huaweicloud.resource.JsonMeaning;
import io.planform.huaweicloud.resource.Regions;
import io.planform.huaweicloud.resource.Texts;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.value.Value;
import io.planform.spi.value.ValuePath;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** What is wrong with a function before anybody is asked. */
final class FunctionChecks {
  /** The attributes that the API's refusals are about. */
  static final Map<String, String> BLAMED =
      Map.ofEntries(
          Map.entry("FSS.1002", "name"),
          Map.entry("FSS.1061", "name"),
          Map.entry("FSS.1003", "handler"),
          Map.entry("FSS.1004", "app"),
          Map.entry("FSS.1027", "app"),
          Map.entry("FSS.1005", "runtime"),
          Map.entry("FSS.1006", "code_type"),
          Map.entry("FSS.1007", "memory_size"),
          Map.entry("FSS.1008", "timeout"),
          Map.entry("FSS.1009", "user_data"),
          Map.entry("FSS.1017", "user_data"),
          Map.entry("FSS.1018", "user_data"),
          Map.entry("FSS.1010", "code_url"),
          Map.entry("FSS.1011", "func_code"),
          Map.entry("FSS.1012", "func_code"),
          Map.entry("FSS.1013", "func_code"),
          Map.entry("FSS.1071", "func_code"),
          Map.entry("FSS.1072", "func_code"),
          Map.entry("FSS.1019", "description"),
          Map.entry("FSS.1021", "agency"),
          Map.entry("FSS.1024", "depend_list"),
          Map.entry("FSS.1026", "concurrency_num"),
          Map.entry("FSS.1034", "custom_image"),
          Map.entry("FSS.1035", "custom_image"),
          Map.entry("FSS.1036", "vpc_id"),
          Map.entry("FSS.1037", "network_id"),
          Map.entry("FSS.1090", "network_id"),
          Map.entry("FSS.1038", "func_mounts"),
          Map.entry("FSS.1039", "func_mounts"),
          Map.entry("FSS.1049", "func_mounts"),
          Map.entry("FSS.1075", "mount_user_id"),
          Map.entry("FSS.1014", "versions"),
          Map.entry("FSS.1015", "versions"),
          Map.entry("FSS.1016", "versions"),
          Map.entry("FSS.1043", "versions"),
          Map.entry("FSS.1052", "versions"),
          Map.entry("FSS.1062", "versions"),
          Map.entry("FSS.1063", "versions"),
          Map.entry("FSS.1066", "versions"),
          Map.entry("FSS.1091", "versions"),
          Map.entry("FSS.1092", "versions"),
          Map.entry("FSS.1093", "versions"),
          Map.entry("FSS.1094", "versions"),
          Map.entry("FSS.1154", "versions"),
          Map.entry("FSS.1404", "initializer_handler"),
          Map.entry("FSS.1405", "initializer_timeout"));

  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,58}[A-Za-z0-9]");
  private static final Pattern MAX_INSTANCES = Pattern.compile("-1|[0-9]{1,4}");
  private static final Set<String> CODE_TYPES =
      Set.of("inline", "zip", "jar", "obs", "Custom-Image-Swr");

  private record Range(String name, long from, long to) {}

  private static final List<Range> RANGES =
      List.of(
          new Range("timeout", 3, 259_200),
          new Range("initializer_timeout", 1, 300),
          new Range("pre_stop_timeout", 1, 90),
          new Range("restore_hook_timeout", 1, 300),
          new Range("concurrency_num", 1, 1000),
          new Range("mount_user_id", -1, 65_534),
          new Range("mount_user_group_id", -1, 65_534));

  private final Value.Obj configuration;
  private final List<Diagnostic> diagnostics = new ArrayList<>();

  private FunctionChecks(Value.Obj configuration) {
    this.configuration = configuration;
  }

  /**
   * @param region of the provider; empty where its block names none
   */
  static List<Diagnostic> of(Value.Obj configuration, String region) {
    FunctionChecks checks = new FunctionChecks(configuration);
    checks.names();
    checks.code();
    RANGES.forEach(checks::range);
    checks.maxInstances();
    checks.together("vpc_id", "network_id");
    checks.userData();
    checks.diagnostics.addAll(VersionChecks.of(configuration.get("versions")));
    checks.diagnostics.addAll(
        ReservationChecks.of(
            configuration.get("reserved_instances"),
            configuration.get("versions"),
            checks.mostInstances()));
    checks.diagnostics.addAll(Regions.check(configuration, region));
    return checks.diagnostics;
  }

  private void names() {
    String name = Texts.of(configuration.get("name"));
    if (!name.isEmpty() && !NAME.matcher(name).matches()) {
      add(
          "Invalid function name",
          "A function's name has 2 to 60 letters, digits, - and _, starts with a letter and ends"
              + " with a letter or digit.",
          "name");
    }
    if (!isGiven("app") && !isGiven("package")) {
      add("Missing argument", "The argument \"app\" is required: the group, like default.", "app");
    }
    if (isGiven("app") && isGiven("package")) {
      add("Conflicting arguments", "\"package\" is the old name of \"app\".", "package");
    }
    if (isGiven("agency") && isGiven("xrole")) {
      add("Conflicting arguments", "\"xrole\" is the old name of \"agency\".", "xrole");
    }
  }

  private void code() {
    String type = Texts.of(configuration.get("code_type"));
    if (!type.isEmpty() && !CODE_TYPES.contains(type)) {
      add(
          "Invalid code type",
          "It is one of inline, zip, jar, obs, Custom-Image-Swr.",
          "code_type");
    }
    switch (type) {
      case "inline", "zip", "jar" -> needs("func_code", type);
      case "obs" -> needs("code_url", type);
      case "Custom-Image-Swr" -> needs("custom_image", type);
      default -> {}
    }
  }

  private void needs(String name, String type) {
    if (!isGiven(name)) {
      add(
          "Missing code",
          "With code_type \"" + type + "\" the argument \"" + name + "\" is required.",
          name);
    }
  }

  private void range(Range range) {
    if (configuration.get(range.name).revealed() instanceof Value.Num(BigDecimal number)
        && (number.compareTo(BigDecimal.valueOf(range.from)) < 0
            || number.compareTo(BigDecimal.valueOf(range.to)) > 0
            || number.stripTrailingZeros().scale() > 0)) {
      add(
          "Value out of range",
          "\"%s\" is a whole number from %d to %d.".formatted(range.name, range.from, range.to),
          range.name);
    }
  }

  /** Negative where there is no limit, or none known. */
  private int mostInstances() {
    String text = Texts.of(configuration.get("max_instance_num"));
    return MAX_INSTANCES.matcher(text).matches() ? Integer.parseInt(text) : -1;
  }

  private void maxInstances() {
    String text = Texts.of(configuration.get("max_instance_num"));
    boolean fits = MAX_INSTANCES.matcher(text).matches() && Integer.parseInt(text) <= 1000;
    if (!text.isEmpty() && !fits) {
      add(
          "Value out of range",
          "\"max_instance_num\" is -1 for no limit, 0 for disabled, or up to 1000.",
          "max_instance_num");
    }
  }

  private void together(String one, String other) {
    if (isGiven(one) != isGiven(other)) {
      String missing = isGiven(one) ? other : one;
      add("Missing argument", "\"" + one + "\" and \"" + other + "\" go together.", missing);
    }
  }

  private void userData() {
    for (String name : List.of("user_data", "encrypted_user_data")) {
      String text = Texts.of(configuration.get(name));
      if (!text.isEmpty() && !JsonMeaning.parse(text).isObject()) {
        add(
            "Invalid user data",
            "\"" + name + "\" is the text of a JSON object of names and values.",
            name);
      }
    }
  }

  /** Whether a manifest says something, even if it is not known yet what. */
  private boolean isGiven(String name) {
    return switch (configuration.get(name).unmarked()) {
      case Value.Null _ -> false;
      case Value.ListOf(_, List<Value> values) -> !values.isEmpty();
      case Value.SetOf(_, List<Value> values) -> !values.isEmpty();
      default -> true;
    };
  }

  private void add(String summary, String detail, String attribute) {
    diagnostics.add(Diagnostic.error(summary, detail).at(ValuePath.of(attribute)));
  }
}
