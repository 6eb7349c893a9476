package io.planform.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Plans and applies of {@code terraform_data} by the launcher, as a user starts it; beside
 * Terraform's where that is installed and {@code -Dbench.terraform} asks for it. Nothing fails for
 * being slow. {@code -Dbench.resources} sets the largest number.
 */
class CommandBenchmark {
  private static final int MOST = Integer.getInteger("bench.resources", 100_000);
  private static final int KEYS = 5_000;
  private static final int TERRAFORM_MANAGES = 10_000;
  private static final Path LAUNCHER = Path.of(System.getProperty("planform.launcher"));

  @TempDir Path directory;

  @Test
  void all() throws Exception {
    System.out.printf("%-44s %9s %9s %7s   %s%n", "what", "CPU s", "clock s", "MB", "should be");
    row("plan of 10,000, nothing there", planform(blocks(10_000), "plan"), "2.5 s, 400 MB");
    row("plan of for_each over 5,000 keys, twice", planform(keys(), "plan"), "2 s");
    if (Boolean.getBoolean("bench.terraform")) {
      row("plan of 10,000 by terraform", terraform(blocks(10_000)), "");
    }
    Lifecycle before = null;
    for (int count = MOST / 16; count <= MOST; count *= 4) {
      before = lifecycle(count, before);
    }
  }

  /** One configuration from nothing to done, and again with nothing to do. */
  private record Lifecycle(Measured plan, Measured apply, Measured settled, Measured nothing) {}

  private Lifecycle lifecycle(int count, @Nullable Lifecycle quarter) throws Exception {
    Path project = blocks(count);
    Measured plan = planform(project, "plan");
    row("plan of %,d, nothing there".formatted(count), plan, goal(count, "15 s, 1,536 MB"));
    terraform(count, project);
    Measured apply = planform(project, "apply", "-auto-approve");
    row("apply of %,d".formatted(count), apply, "");
    Measured settled = planform(project, "plan");
    row("plan of %,d, nothing to do".formatted(count), settled, goal(count, "15 s, 1,536 MB"));
    Measured nothing = planform(project, "apply", "-auto-approve");
    row("apply of %,d, nothing to do".formatted(count), nothing, "");
    System.out.printf(
        "%-44s %9.3f ms of CPU   should be 1%n", "  of that each", 1e3 * nothing.cpu() / count);
    Lifecycle all = new Lifecycle(plan, apply, settled, nothing);
    if (quarter != null) {
      System.out.printf(
          "  4 times as many take %.1f, %.1f, %.1f and %.1f times as long   should be 5%n",
          plan.cpu() / quarter.plan.cpu(),
          apply.cpu() / quarter.apply.cpu(),
          settled.cpu() / quarter.settled.cpu(),
          nothing.cpu() / quarter.nothing.cpu());
    }
    return all;
  }

  private static String goal(int count, String goal) {
    return count == 100_000 ? goal : "";
  }

  /** At sizes that it manages. */
  private static void terraform(int count, Path project) throws Exception {
    if (Boolean.getBoolean("bench.terraform") && count <= TERRAFORM_MANAGES) {
      row("  the same by terraform", terraform(project), "");
    }
  }

  private Path blocks(int count) throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append("resource \"terraform_data\" \"r%1$d\" {\n  input = \"v%1$d\"\n}\n".formatted(i));
    }
    return project(text.toString());
  }

  private Path keys() throws IOException {
    return project(
        """
        locals {
          keys = flatten([for a in range(%d) : [for b in range(1000) : "${a}-${b}"]])
          map  = { for key in local.keys : key => { text = "x${key}" } }
        }
        resource "terraform_data" "first" {
          for_each = local.map
          input    = each.value.text
        }
        resource "terraform_data" "second" {
          for_each = local.map
          input    = terraform_data.first[each.key].id
        }
        """
            .formatted(KEYS / 1_000));
  }

  private Path project(String text) throws IOException {
    Path project = Files.createTempDirectory(directory, "project");
    Files.writeString(project.resolve("main.tf"), text);
    return project;
  }

  private Measured planform(Path project, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(LAUNCHER.toString()));
    command.addAll(List.of(arguments));
    return Measured.of(
        project, Map.of("PLANFORM_HOME", directory.resolve("home").toString()), command);
  }

  private static Measured terraform(Path project) throws Exception {
    Map<String, String> alone = Map.of("CHECKPOINT_DISABLE", "1");
    Measured _ = Measured.of(project, alone, List.of("terraform", "init"));
    return Measured.of(project, alone, List.of("terraform", "plan"));
  }

  private static void row(String what, Measured measured, String goal) {
    System.out.printf(
        "%-44s %9.2f %9.2f %7.0f   %s%n",
        what, measured.cpu(), measured.wall(), measured.megabytes(), goal);
  }
}
