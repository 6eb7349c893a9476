package io.planform.host.runtime;

import java.nio.file.Path;
import java.util.List;

/** A bootstrap in its image, as the engine runs it. */
abstract class ImageBootstrap implements Bootstrap {
  static final Path RECIPES = Path.of("../runtimes");

  private final String image;

  ImageBootstrap(String runtime) {
    image = new PreparedImages(RECIPES).find(runtime).orElseThrow().reference();
  }

  /** The command that runs it to its end: read-only, without rights. */
  final List<String> run(String network, Path run, Path code) {
    return List.of(
        "docker",
        "run",
        "--rm",
        "--network=" + network,
        "--read-only",
        "--cap-drop=ALL",
        "--security-opt=no-new-privileges",
        "--log-driver=none",
        "--memory=512m",
        "--label=io.planform.test=bootstrap",
        "--tmpfs=/tmp",
        "--volume=" + run + ":/run/planform",
        "--volume=" + code + ":/opt/function/code:ro",
        image);
  }

  @Override
  public final String codeRoot(Path code) {
    return "/opt/function/code";
  }
}
