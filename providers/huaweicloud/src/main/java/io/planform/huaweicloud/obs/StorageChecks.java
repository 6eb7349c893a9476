package io.planform.huaweicloud.obs;

import io.planform.huaweicloud.resource.Declaration;
import io.planform.huaweicloud.resource.Regions;
import io.planform.huaweicloud.resource.Texts;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.value.Value;
import io.planform.spi.value.ValuePath;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** What is wrong with buckets and objects that are declared, and what cannot be carried out. */
final class StorageChecks {
  private static final int LONGEST_KEY = 1024;
  private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");
  private static final Pattern PRINTABLE = Pattern.compile("[ -~]*");

  /** Arguments that are built; of the others only a value that asks for nothing. */
  private static final Set<String> BUILT =
      Set.of(
          "bucket",
          "key",
          "force_destroy",
          "quota",
          "region",
          "content",
          "source",
          "content_type",
          "metadata",
          "etag",
          "id");

  private static final Map<String, Set<String>> ASKING_FOR_NOTHING =
      Map.of(
          "acl", Set.of("private"),
          "storage_class", Set.of("STANDARD"),
          "enterprise_project_id", Set.of("0"));

  private StorageChecks() {}

  static List<Diagnostic> ofBucket(Value.Obj configuration, String region) {
    List<Diagnostic> diagnostics = new ArrayList<>(Regions.check(configuration, region));
    String name = Texts.of(configuration.get("bucket"));
    if (!name.isEmpty() && (!BUCKET.matcher(name).matches() || name.contains(".."))) {
      diagnostics.add(
          error(
              "Invalid bucket name",
              "A bucket's name has 3 to 63 lower-case letters, digits, - and ., and begins and"
                  + " ends with a letter or digit.",
              "bucket"));
    }
    if (configuration.get("quota").revealed() instanceof Value.Num number
        && (number.value().signum() < 0 || number.value().stripTrailingZeros().scale() > 0)) {
      diagnostics.add(error("Value out of range", "\"quota\" is a number of bytes.", "quota"));
    }
    return diagnostics;
  }

  static List<Diagnostic> ofObject(Value.Obj configuration, String region) {
    List<Diagnostic> diagnostics = new ArrayList<>(Regions.check(configuration, region));
    if (!configuration.get("content").isNull() && !configuration.get("source").isNull()) {
      diagnostics.add(
          error(
              "Conflicting arguments",
              "An object's content is \"content\" or the file \"source\", not both.",
              "source"));
    }
    String key = Texts.of(configuration.get("key"));
    if (key.getBytes(StandardCharsets.UTF_8).length > LONGEST_KEY) {
      diagnostics.add(error("Invalid key", "A key has at most 1024 bytes of UTF-8.", "key"));
    }
    Texts.map(configuration.get("metadata"))
        .forEach(
            (name, value) -> {
              if (!name.matches("[A-Za-z0-9_-]+") || !PRINTABLE.matcher(value).matches()) {
                diagnostics.add(
                    error(
                        "Invalid metadata",
                        "Names have letters, digits, - and _, and values are printable ASCII: they"
                            + " are sent as headers.",
                        "metadata"));
              }
            });
    return diagnostics;
  }

  /** What can be planned and not carried out. */
  static List<Diagnostic> refusals(Value.Obj configuration, Declaration declaration) {
    boolean bucket = declaration.equals(BucketDeclaration.BUCKETS);
    List<Diagnostic> refusals = new ArrayList<>();
    configuration
        .values()
        .forEach(
            (name, value) -> {
              boolean built = BUILT.contains(name) || (bucket && name.equals("tags"));
              if (!built && asks(name, value)) {
                refusals.add(
                    error(
                        "Not supported yet",
                        "This version can plan \"%s\" of %s, not apply it."
                            .formatted(name, bucket ? "buckets" : "objects"),
                        name));
              }
            });
    return refusals;
  }

  private static boolean asks(String name, Value value) {
    return switch (value.unmarked()) {
      case Value.Null _ -> false;
      case Value.Bool(boolean bool) -> bool;
      case Value.Str(String text) ->
          !text.isEmpty() && !ASKING_FOR_NOTHING.getOrDefault(name, Set.of()).contains(text);
      case Value.ListOf(_, List<Value> values) -> !values.isEmpty();
      case Value.SetOf(_, List<Value> values) -> !values.isEmpty();
      case Value.MapOf(_, Map<String, Value> values) -> !values.isEmpty();
      case Value.Num _, Value.Obj _, Value.Tuple _, Value.Unknown _, Value.Marked _ -> true;
    };
  }

  private static Diagnostic error(String summary, String detail, String attribute) {
    return Diagnostic.error(summary, detail).at(ValuePath.of(attribute));
  }
}
