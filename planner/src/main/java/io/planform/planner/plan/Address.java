package io.planform.planner.plan;

import io.planform.planner.config.Configuration.Mode;
import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Names an instance of a resource or data source: {@code type.name}, {@code type.name[0]}, {@code
 * data.type.name["key"]}.
 *
 * @param key null for a block without {@code count} and {@code for_each}
 */
public record Address(Mode mode, String type, String name, @Nullable InstanceKey key)
    implements Comparable<Address> {
  private static final Pattern SYNTAX =
      Pattern.compile(
          "(?<data>data\\.)?(?<type>[\\p{L}_][\\p{L}\\p{N}_-]*)\\.(?<name>[\\p{L}_][\\p{L}\\p{N}_-]*)"
              + "(?:\\[(?:(?<index>\\d{1,9})|\"(?<key>(?:[^\"\\\\]|\\\\.)*)\")])?");
  private static final Comparator<Address> ORDER =
      Comparator.comparing(Address::block)
          .thenComparing(Address::key, Comparator.nullsFirst(Comparator.naturalOrder()));

  /** Null if the text is no address. */
  public static @Nullable Address parse(String text) {
    Matcher parts = SYNTAX.matcher(text);
    if (!parts.matches()) {
      return null;
    }
    String index = parts.group("index");
    String name = parts.group("key");
    InstanceKey key =
        index != null
            ? new InstanceKey.Index(Integer.parseInt(index))
            : name != null ? new InstanceKey.Name(name.replaceAll("\\\\(.)", "$1")) : null;
    Mode mode = parts.group("data") == null ? Mode.MANAGED : Mode.DATA;
    return new Address(mode, parts.group("type"), parts.group("name"), key);
  }

  /** Without the key: names the block. */
  public String block() {
    return (mode == Mode.DATA ? "data." : "") + type + "." + name;
  }

  @Override
  public int compareTo(Address other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return key == null ? block() : block() + key;
  }
}
