package io.planform.host.function;

import io.planform.functiongraph.error.FgsError;
import io.planform.host.server.ApiException;
import io.planform.host.server.Fields;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads and checks {@code custom_image} in a request. */
final class ImageReader {
  private static final int LONGEST_NAME = 512;
  private static final int LONGEST_OVERRIDE = 5120;
  private static final int LARGEST_ID = 65_534;

  /** Those of the service; root is none of the others either. */
  private static final Set<Integer> RESERVED_IDS = Set.of(1000, 1002);

  private static final Set<String> TEXTS =
      Set.of("image", "command", "args", "working_dir", "uid", "gid");
  private static final Set<String> NAMES =
      Stream.concat(TEXTS.stream(), Stream.of("enabled", "is_public"))
          .collect(Collectors.toUnmodifiableSet());

  private ImageReader() {}

  /**
   * The image of a function; null for one that has code.
   *
   * @param current what there is, which fields that are not sent keep; without runtime at a
   *     creation
   */
  static @Nullable CustomImage read(Fields fields, String runtime, FunctionSettings current) {
    CustomImage base = current.image();
    Optional<Fields> sent = fields.object("custom_image");
    boolean named = sent.filter(ImageReader::namesAnything).isPresent();
    boolean enabled =
        sent.flatMap(image -> image.bool("enabled"))
            .orElse(sent.flatMap(image -> image.text("image")).isPresent());
    boolean needed = runtime.equals(Runtimes.CUSTOM_IMAGE);
    if (!needed && !runtime.equals(Runtimes.HTTP)) {
      if (enabled || named) {
        throw new ApiException(
            FgsError.FSS_1034, "custom_image belongs to the runtimes Custom Image and http.");
      }
      return null;
    }
    if (enabled && base == null && !current.runtime().isEmpty()) {
      throw new ApiException(
          FgsError.FSS_1034, "A function that has code does not get an image; make it anew.");
    }
    if (sent.isPresent() && (enabled || needed)) {
      return image(sent.get(), base);
    }
    if (needed && base == null) {
      throw nameless();
    }
    return base;
  }

  private static boolean namesAnything(Fields sent) {
    sent.refuseOthersThan(NAMES);
    sent.bool("is_public");
    List<String> set =
        TEXTS.stream().filter(name -> !sent.text(name).orElse("").isEmpty()).toList();
    return !set.isEmpty();
  }

  private static CustomImage image(Fields sent, @Nullable CustomImage base) {
    String reference = sent.text("image").orElse(base == null ? "" : base.reference());
    if (reference.isEmpty()
        || reference.length() > LONGEST_NAME
        || reference.chars().anyMatch(c -> c <= ' ')) {
      throw nameless();
    }
    CustomImage before = base == null ? CustomImage.plain(reference) : base;
    return new CustomImage(
        reference,
        override(sent, "command").orElse(before.command()),
        override(sent, "args").orElse(before.arguments()),
        directory(sent).orElse(before.workingDirectory()),
        id(sent, "uid").orElse(before.user()),
        id(sent, "gid").orElse(before.group()));
  }

  private static ApiException nameless() {
    return new ApiException(FgsError.FSS_1034, "custom_image.image must name an image.");
  }

  private static Optional<String> override(Fields sent, String name) {
    Optional<String> text = sent.text(name);
    if (text.filter(each -> each.length() > LONGEST_OVERRIDE || each.indexOf(0) >= 0).isPresent()) {
      throw new ApiException(
          FgsError.FSS_0400,
          "custom_image.%s has more than %d characters, or one that is none."
              .formatted(name, LONGEST_OVERRIDE));
    }
    return text;
  }

  private static Optional<String> directory(Fields sent) {
    Optional<String> directory = override(sent, "working_dir");
    if (directory.filter(path -> !path.isEmpty() && !path.startsWith("/")).isPresent()) {
      throw new ApiException(
          FgsError.FSS_0400,
          "custom_image.working_dir is \"%s\"; it must begin with a slash."
              .formatted(directory.get()));
    }
    return directory;
  }

  private static Optional<String> id(Fields sent, String name) {
    Optional<String> text = sent.text(name);
    if (text.isPresent() && !isAllowed(text.get())) {
      throw new ApiException(
          FgsError.FSS_1075,
          "custom_image.%s is \"%s\"; it can be 1 to %d but for 1000 and 1002, or -1 for %s."
              .formatted(name, text.get(), LARGEST_ID, CustomImage.DEFAULT_ID));
    }
    return text;
  }

  private static boolean isAllowed(String id) {
    if (id.isEmpty() || id.equals("-1")) {
      return true;
    }
    return id.matches("[1-9][0-9]{0,4}")
        && Integer.parseInt(id) <= LARGEST_ID
        && !RESERVED_IDS.contains(Integer.valueOf(id));
  }
}
