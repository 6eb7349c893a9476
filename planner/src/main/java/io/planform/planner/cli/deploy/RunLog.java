package io.planform.planner.cli.deploy;

import io.planform.planner.cli.shell.Shell;
import io.planform.planner.cli.shell.Terminal;
import io.planform.planner.deploy.DeploymentSettings;
import io.planform.planner.render.text.Palette;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What one run prints: a file for its owner only. */
final class RunLog implements AutoCloseable {
  private static final Pattern ERROR = Pattern.compile("(?m)^\\W*Error: (.+)$");

  private final PrintStream out;
  private final ByteArrayOutputStream errors = new ByteArrayOutputStream();

  private RunLog(OutputStream file) {
    this.out = new PrintStream(file, true, StandardCharsets.UTF_8);
  }

  /**
   * @param folder of all deployments
   */
  static RunLog open(Path folder, String deployment, long number) throws IOException {
    Path file = file(folder, deployment, number);
    Files.createDirectories(
        file.getParent(),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    Files.deleteIfExists(file);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    return new RunLog(Files.newOutputStream(file));
  }

  static Path file(Path folder, String deployment, long number) {
    return folder.resolve("runs").resolve(deployment).resolve(number + ".log");
  }

  /** One in which nobody answers, in the directory and workspace of a deployment. */
  Shell shell(Shell shell, DeploymentSettings settings, Path root) {
    Map<String, String> environment = new HashMap<>(shell.environment());
    environment.put("TF_WORKSPACE", settings.workspace());
    environment.put("PLANFORM_HOME", shell.home().toString());
    Terminal terminal =
        new Terminal(
            InputStream.nullInputStream(),
            out,
            new PrintStream(new Both(out, errors), true, StandardCharsets.UTF_8),
            false,
            false,
            Palette.PLAIN);
    return new Shell(
        shell.cli(),
        shell.providers(),
        terminal,
        environment,
        root,
        "planform deploy run " + settings.name());
  }

  /** What went wrong, in a line. */
  String firstError() {
    Matcher error = ERROR.matcher(errors.toString(StandardCharsets.UTF_8));
    return error.find() ? error.group(1).strip() : "it failed without an error";
  }

  @Override
  public void close() {
    out.close();
  }

  private static final class Both extends OutputStream {
    private final OutputStream one;
    private final OutputStream other;

    Both(OutputStream one, OutputStream other) {
      this.one = one;
      this.other = other;
    }

    @Override
    public void write(int b) throws IOException {
      one.write(b);
      other.write(b);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      one.write(bytes, offset, length);
      other.write(bytes, offset, length);
    }

    @Override
    public void flush() throws IOException {
      one.flush();
    }
  }
}
