package io.planform.store.secret;

import java.nio.file.Path;
import java.util.Map;

/**
 * Where master keys come from: each 32 bytes in Base64, such as {@code openssl rand -base64 32}. Of
 * several, on lines of their own or with commas between them, the first encrypts, and the others
 * open what they encrypted before.
 */
public sealed interface KeySource {

  /** A file that only its owner can read; made with a random key when something is first sealed. */
  record KeyFile(Path path) implements KeySource {}

  /** The value of an environment variable. */
  record Variable(String name) implements KeySource {}

  /** What a shell command prints. */
  record Command(String line) implements KeySource {}

  /**
   * The source of the key of states: {@code PLANFORM_STATE_KEY}, else {@code
   * PLANFORM_STATE_KEY_COMMAND}, else the file {@code keys/state.key}.
   *
   * @param home {@code PLANFORM_HOME}, where states are not kept
   */
  static KeySource ofStates(Map<String, String> environment, Path home) {
    if (environment.containsKey("PLANFORM_STATE_KEY")) {
      return new Variable("PLANFORM_STATE_KEY");
    }
    String command = environment.get("PLANFORM_STATE_KEY_COMMAND");
    return command != null
        ? new Command(command)
        : new KeyFile(home.resolve("keys").resolve("state.key"));
  }
}
