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
   * The image of the network holder. Started with the instance's directory at {@code /run/planform}
   * as a user that may write there, its entry point listens on 127.0.0.1:9000 and passes to {@code
   * api.sock}, and listens on {@code http.sock} and passes to 127.0.0.1:8000.
   */
  String holder();
}
