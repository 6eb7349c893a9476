package io.planform.planner.cli.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Asks the runtime host's code what this machine has and what it lacks. */
record Doctor(Installation installation, Path home) {

  /** One line of the answer. */
  record Finding(Status status, String subject, String what, String hint) {

    static Optional<Finding> parse(String line) {
      String[] fields = line.split("\t", -1);
      if (fields.length < 4) {
        return Optional.empty();
      }
      return Status.parse(fields[0])
          .map(status -> new Finding(status, fields[1], fields[2], fields[3]));
    }

    /** Images are made by {@code host up} itself. */
    boolean isImage() {
      return subject.startsWith("image");
    }
  }

  /** How a subject stands. */
  enum Status {
    OK,
    MISSING,
    WARNING;

    static Optional<Status> parse(String word) {
      return switch (word) {
        case "ok" -> Optional.of(OK);
        case "missing" -> Optional.of(MISSING);
        case "warning" -> Optional.of(WARNING);
        default -> Optional.empty();
      };
    }
  }

  List<Finding> findings() throws IOException, InterruptedException {
    Process process =
        installation.host("doctor", home, List.of()).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int code = process.waitFor();
    List<Finding> findings = output.lines().flatMap(line -> Finding.parse(line).stream()).toList();
    boolean explained = findings.stream().anyMatch(finding -> finding.status() == Status.MISSING);
    if (code != 0 && !explained) {
      throw new IOException("the check of this machine ended with code " + code + ":\n" + output);
    }
    return findings;
  }
}
