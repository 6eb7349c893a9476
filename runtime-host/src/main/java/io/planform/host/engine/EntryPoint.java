package io.planform.host.engine;

import java.util.List;
import java.util.Optional;

/**
 * How an image is started.
 *
 * @param command in place of the image's entry point and command; empty for these
 * @param arguments in place of the image's command; empty for it, or for none where there is a
 *     command
 * @param directory in place of the image's working directory
 * @param owner user and group, by number: {@code 1003:1003}
 */
public record EntryPoint(
    List<String> command, List<String> arguments, Optional<String> directory, String owner) {

  /** The image's own, as the user of functions. */
  public static final EntryPoint OF_IMAGE =
      new EntryPoint(
          List.of(),
          List.of(),
          Optional.empty(),
          InstanceDirectory.FUNCTION_USER + ":" + InstanceDirectory.FUNCTION_USER);

  /** The same as another user and group. */
  EntryPoint as(String other) {
    return new EntryPoint(command, arguments, directory, other);
  }

  /** Another command in the same place. */
  EntryPoint running(List<String> other) {
    return new EntryPoint(other, List.of(), directory, owner);
  }
}
