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
    String image =
        new PreparedImages(Path.of("../runtimes")).find(runtime).orElseThrow().reference();
    return new Bootstrap() {
      @Override
      public ProcessBuilder command(Path run, Path code) {
        return new ProcessBuilder(
            List.of(
                "docker",
                "run",
                "--rm",
                "--network=none",
                "--read-only",
                "--cap-drop=ALL",
                "--security-opt=no-new-privileges",
                "--log-driver=none",
                "--memory=512m",
                "--label=io.planform.test=bootstrap",
                "--tmpfs=/tmp",
                "--volume=" + run + ":/run/planform",
                "--volume=" + code + ":/opt/function/code:ro",
                image));
      }

      @Override
      public String codeRoot(Path code) {
        return "/opt/function/code";
      }
    };
  }
}
