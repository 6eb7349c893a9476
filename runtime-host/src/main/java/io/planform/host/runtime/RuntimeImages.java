package io.planform.host.runtime;

import java.util.Optional;

/** The images that are ready to run. Looking one up is cheap: it is done for every new instance. */
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
