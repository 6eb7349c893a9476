package io.planform.host.runtime;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A way to start a bootstrap as a real process, outside or inside its image. */
interface Bootstrap {

  /** The process, not started yet; its output is ours. */
  ProcessBuilder command(Path run, Path code) throws IOException;

  /** Where the process sees the code. */
  default String codeRoot(Path code) {
    return code.toString();
  }

  /** In the image, as the engine runs it: no network, read-only, no rights. */
  static Bootstrap inImage(String runtime) {
    return new ImageBootstrap(runtime) {
      @Override
      public ProcessBuilder command(Path run, Path code) {
        return new ProcessBuilder(run("none", run, code));
      }
    };
  }

  /** In the image, with the loopback interface of a network holder. */
  static Bootstrap behindHolder(String runtime) {
    String holder = new PreparedImages(ImageBootstrap.RECIPES).holder();
    return new ImageBootstrap(runtime) {
      @Override
      public ProcessBuilder command(Path run, Path code) {
        String script =
            """
            holder=$(docker run --detach --rm --network=none --log-driver=none --user=0 \\
              --label=io.planform.test=bootstrap --volume="$1:/run/planform" --entrypoint=socat \\
              "$2" TCP-LISTEN:9000,bind=127.0.0.1,fork,reuseaddr UNIX-CONNECT:/run/planform/api.sock)
            trap : TERM
            trap 'docker kill "$holder" >/dev/null' EXIT
            %s
            """
                .formatted(String.join(" ", run("container:$holder", run, code)));
        return new ProcessBuilder(List.of("sh", "-c", script, "sh", run.toString(), holder));
      }
    };
  }
}
