package io.planform.planner.provision;

import io.planform.spi.value.Marks;
import io.planform.spi.value.Value;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One provisioner to be run, all its values known.
 *
 * @param connection null where none is declared
 * @param directory of the root module, which relative paths begin at
 * @param environment what a local command inherits
 */
public record Provisioning(
    ProvisionerType type,
    Value.Obj configuration,
    Value.@Nullable Obj connection,
    Path directory,
    Map<String, String> environment) {

  /** Takes what a command prints, a line at a time. */
  @FunctionalInterface
  public interface Output {
    void line(String text);
  }

  /**
   * Runs it to its end.
   *
   * @throws ProvisionException if it failed; the message says why and holds no secret
   */
  public void run(Output output) throws ProvisionException, InterruptedException {
    Marks marks = configuration.allMarks();
    Output shown = marks.isNone() ? output : new Suppressed(marks, output);
    switch (type) {
      case LOCAL_EXEC -> new LocalCommand(this).run(shown);
      case FILE -> {
        try (RemoteMachine machine = connect(output)) {
          new Upload(this).to(machine);
        }
      }
      case REMOTE_EXEC -> {
        try (RemoteMachine machine = connect(output)) {
          new RemoteScripts(this).run(machine, shown);
        }
      }
    }
  }

  private RemoteMachine connect(Output output) throws ProvisionException, InterruptedException {
    if (connection == null) {
      throw new ProvisionException(
          "The provisioner " + type.label() + " needs a connection block that says where.");
    }
    return RemoteMachine.connect(Connection.of(connection), output);
  }

  /** What a command with secret arguments prints may tell them. */
  private static final class Suppressed implements Output {
    private final Marks marks;
    private final Output output;
    private boolean told;

    Suppressed(Marks marks, Output output) {
      this.marks = marks;
      this.output = output;
    }

    @Override
    public void line(String text) {
      if (!told) {
        String what =
            !marks.ephemeral()
                ? "sensitive"
                : marks.sensitive() ? "sensitive, ephemeral" : "ephemeral";
        output.line("(output suppressed due to " + what + " value in config)");
        told = true;
      }
    }
  }
}
