package io.planform.host.code;

/**
 * The code that a function has.
 *
 * @param type {@code inline}, {@code zip}, {@code jar} or {@code Custom-Image-Swr}
 * @param fileName as it was sent; may be empty
 * @param digest SHA-512 in hex of what was sent; empty for an image
 * @param size bytes of what was sent
 * @param stored its name in the {@link CodeStore}; empty for an image
 */
public record FunctionCode(String type, String fileName, String digest, long size, String stored) {
  public static final String IMAGE = "Custom-Image-Swr";

  public static FunctionCode ofImage() {
    return new FunctionCode(IMAGE, "", "", 0, "");
  }
}
