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

  /** In the image, with the runtime API on its loopback interface. */
  static Bootstrap overLoopback(String runtime) {
    String node =
        new PreparedImages(ImageBootstrap.RECIPES).find("Custom").orElseThrow().reference();
    String relay =
        """
        const net = require('net');
        net.createServer((inside) => {
          const host = net.connect('/run/planform/api.sock');
          inside.pipe(host).pipe(inside);
          inside.on('error', () => host.destroy());
          host.on('error', () => inside.destroy());
        }).listen(9000, '127.0.0.1', () => require('fs').writeFileSync('/run/planform/relay', ''));
        """;
    return new ImageBootstrap(runtime) {
      @Override
      public ProcessBuilder command(Path run, Path code) {
        String script =
            """
            relay=$(docker run --detach --rm --network=none --log-driver=none --user=0 \\
              --label=io.planform.test=bootstrap --volume="$1:/run/planform" --entrypoint=node \\
              "$2" -e "$3")
            trap : TERM
            trap 'docker kill "$relay" >/dev/null' EXIT
            timeout 60 sh -c 'until [ -e "$1/relay" ]; do sleep 0.02; done' sh "$1"
            %s
            """
                .formatted(String.join(" ", run("container:$relay", run, code)));
        return new ProcessBuilder(List.of("sh", "-c", script, "sh", run.toString(), node, relay));
      }
    };
  }
}
