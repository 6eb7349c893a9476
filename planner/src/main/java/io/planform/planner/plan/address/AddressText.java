package io.planform.planner.plan.address;

import io.planform.planner.config.Configuration.Mode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Takes the text of an address apart, from left to right. */
final class AddressText {
  private static final String NAME = "[\\p{L}_][\\p{L}\\p{N}_-]*";
  private static final String KEY =
      "(?:\\[(?:(?<index>\\d{1,9})|\"(?<key>(?:[^\"\\\\]|\\\\.)*)\")])?";
  private static final Pattern CALL = Pattern.compile("module\\.(?<call>" + NAME + ")" + KEY);
  private static final Pattern BLOCK =
      Pattern.compile(
          "(?<mode>data\\.|ephemeral\\.)?(?<type>" + NAME + ")\\.(?<name>" + NAME + ")" + KEY);

  private final String text;
  private int at;

  AddressText(String text) {
    this.text = text;
  }

  /** Null if the text is not the address of a resource or of an instance of one. */
  @Nullable Address address() {
    ModuleInstance module = calls();
    Matcher parts = BLOCK.matcher(text).region(at, text.length());
    if (module == null || !parts.matches() || parts.group("type").equals("module")) {
      return null;
    }
    return new Address(
        module, mode(parts.group("mode")), parts.group("type"), parts.group("name"), key(parts));
  }

  private static Mode mode(@Nullable String prefix) {
    return switch (prefix) {
      case "data." -> Mode.DATA;
      case "ephemeral." -> Mode.EPHEMERAL;
      case null, default -> Mode.MANAGED;
    };
  }

  /** Null if the text is not the address of a module or of an instance of one. */
  @Nullable ModuleInstance module() {
    ModuleInstance module = calls();
    return module == null || module.isRoot() || at < text.length() ? null : module;
  }

  /** The calls at the beginning; null if a dot is followed by nothing. */
  private @Nullable ModuleInstance calls() {
    List<ModuleInstance.Step> steps = new ArrayList<>();
    Matcher parts = CALL.matcher(text);
    while (parts.region(at, text.length()).lookingAt()) {
      steps.add(new ModuleInstance.Step(parts.group("call"), key(parts)));
      at = parts.end();
      if (at == text.length()) {
        break;
      }
      if (text.charAt(at) != '.' || at + 1 == text.length()) {
        return null;
      }
      at++;
    }
    return steps.isEmpty() ? ModuleInstance.ROOT : new ModuleInstance(steps);
  }

  private static @Nullable InstanceKey key(Matcher parts) {
    String index = parts.group("index");
    String name = parts.group("key");
    return index != null
        ? new InstanceKey.Index(Integer.parseInt(index))
        : name != null ? new InstanceKey.Name(name.replaceAll("\\\\(.)", "$1")) : null;
  }
}
