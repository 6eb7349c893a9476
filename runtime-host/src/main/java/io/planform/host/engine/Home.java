package io.planform.host.engine;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

/**
 * Whose containers these are, and where their directories live.
 *
 * @param hash of the home's path: tells the homes of one machine apart
 * @param instances a folder for a directory per instance
 * @param slots a folder for what prepared instances are given later
 * @param networks a folder for the instances' networks
 */
record Home(String hash, Path instances, Path slots, Path networks) {
  static final String LABEL = "io.planform.home";
  static final String INSTANCE_LABEL = "io.planform.instance";

  /** The kernel's limit of 108 bytes for a socket's path, less what stands below the folder. */
  private static final int LONGEST = 107 - "/0123456789ab/run/api.sock".length();

  static Home of(Path directory) {
    Path home = directory.toAbsolutePath().normalize();
    String hash = hash(home.toString());
    Path host = home.resolve("host");
    Path instances = host.resolve("instances");
    boolean fits = instances.toString().getBytes(StandardCharsets.UTF_8).length <= LONGEST;
    return new Home(
        hash,
        fits ? instances : Path.of("/run/planform-" + hash),
        host.resolve("slots"),
        host.resolve("networks"));
  }

  /** What marks everything of this home in the engine. */
  Map<String, String> labels() {
    return Map.of("io.planform", "1", LABEL, hash);
  }

  private static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 5);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
