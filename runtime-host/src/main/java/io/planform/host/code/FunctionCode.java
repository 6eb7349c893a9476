package io.planform.host.code;

import java.util.List;

/**
 * The code that a function has.
 *
 * @param type {@code inline}, {@code zip}, {@code jar}, {@code obs} or {@code Custom-Image-Swr}
 * @param fileName as it was sent; may be empty
 * @param digest SHA-512 in hex of what was sent; empty for an image
 * @param size bytes of what was sent
 * @param stored its name in the {@link CodeStore}; empty for an image
 * @param dependencies in the order in which they were given
 * @param link where it was fetched from; empty for what was sent
 */
public record FunctionCode(
    String type,
    String fileName,
    String digest,
    long size,
    String stored,
    List<CodeDependency> dependencies,
    String link) {
  public static final String OBJECT = "obs";
  public static final String IMAGE = "Custom-Image-Swr";

  public FunctionCode {
    dependencies = List.copyOf(dependencies);
  }

  /** Code without dependencies. */
  public FunctionCode(String type, String fileName, String digest, long size, String stored) {
    this(type, fileName, digest, size, stored, List.of(), "");
  }

  public static FunctionCode ofImage() {
    return new FunctionCode(IMAGE, "", "", 0, "");
  }

  /** The same code with other dependencies. */
  public FunctionCode with(List<CodeDependency> others) {
    return new FunctionCode(type, fileName, digest, size, stored, others, link);
  }
}
