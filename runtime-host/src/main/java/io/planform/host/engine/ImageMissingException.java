package io.planform.host.engine;

/** A function's image is not on this machine and cannot be fetched. */
public final class ImageMissingException extends EngineException {
  private static final long serialVersionUID = 1L;

  ImageMissingException(String image, Exception cause) {
    super(
        "Failed to pull the image "
            + image
            + " to create a container, and there is none of this name here: "
            + cause.getMessage(),
        cause);
  }
}
