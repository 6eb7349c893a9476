package io.planform.host.runtime;

import java.util.Optional;

/**
 * The images that functions run in. Looking one up is done for every new instance: it is cheap but
 * for the first time, when the image may have to be made.
 */
public interface RuntimeImages {

  /** The image of a runtime by the API's name ({@code Node.js18.15}); empty where there is none. */
  Optional<RuntimeImage> find(String runtime);

  /**
   * The image of the network holder. Its entry point reads names from {@code /run/planform/orders},
   * a line each, and has its process, the first one, enter the network that is bound to {@code
   * /run/networks} under that name.
   */
  String holder();
}
