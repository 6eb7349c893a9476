package io.planform.planner.lang;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The console of the {@code terraform} on the PATH. */
final class TerraformConsole {
  private static final Pattern COLOUR = Pattern.compile("\u001b\\[[0-9;]*m");
  private static final Pattern SUMMARY = Pattern.compile("Error: (.*)");

  private TerraformConsole() {}

  /** What it prints for an expression, as the cases note it. */
  static String answer(Path module, String expression) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(List.of("terraform", "console"))
            .directory(module.toFile())
            .redirectErrorStream(true);
    builder.environment().put("TF_CLI_CONFIG_FILE", "/dev/null");
    builder.environment().put("CHECKPOINT_DISABLE", "1");
    Process process = builder.start();
    process.getOutputStream().write((expression + "\n").getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().close();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String plain = COLOUR.matcher(printed).replaceAll("").stripTrailing();
    Matcher summary = SUMMARY.matcher(plain);
    return plain.startsWith("╷") && summary.find()
        ? "!! " + summary.group(1).strip()
        : "=> " + plain.replace("\n", "\n=> ");
  }
}
