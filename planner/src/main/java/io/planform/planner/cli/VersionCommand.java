package io.planform.planner.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.planner.cli.shell.Command;
import io.planform.planner.cli.shell.ExitCode;
import io.planform.planner.cli.shell.Flags;
import io.planform.planner.cli.shell.ProductVersion;
import io.planform.planner.cli.shell.Shell;
import java.util.Locale;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code version}. */
final class VersionCommand implements Command {
  /** The Terraform version whose language this is, and which scripts find in the JSON. */
  private static final String LANGUAGE = "1.11.4";

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create().name("version");
    spec.usageMessage().description("Prints the version.");
    spec.addOption(Flags.flag("-json", "Prints it as JSON."));
    return spec;
  }

  @Override
  public int run(ParseResult arguments, Shell shell) {
    String version = ProductVersion.read();
    if (arguments.hasMatchedOption("-json")) {
      ObjectNode document = JsonNodeFactory.instance.objectNode();
      document.put("planform_version", version);
      document.put("terraform_version", LANGUAGE);
      document.put("platform", platform());
      document.putObject("provider_selections");
      document.put("terraform_outdated", false);
      shell.out().println(document.toPrettyString());
    } else {
      shell.out().println("Planform v" + version);
      shell.out().println("on JDK " + Runtime.version() + ", language as Terraform " + LANGUAGE);
    }
    return ExitCode.DONE;
  }

  /** In Terraform's words, such as {@code linux_amd64}. */
  private static String platform() {
    String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String machine = System.getProperty("os.arch");
    return (system.startsWith("mac") ? "darwin" : system)
        + "_"
        + (machine.equals("x86_64") ? "amd64" : machine.equals("aarch64") ? "arm64" : machine);
  }
}
