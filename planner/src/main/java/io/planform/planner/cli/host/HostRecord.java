package io.planform.planner.cli.host;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What a running host says of itself in {@code host.json}. */
record HostRecord(
    long pid,
    URI api,
    URI gateway,
    URI secureGateway,
    URI buckets,
    Instant startedAt,
    String version) {

  /** Between the kernel's start times, counted from a rounded boot time, and the wall clock. */
  private static final Duration CLOCK_SLACK = Duration.ofSeconds(2);

  /** Empty where there is no such file, or one that no host wrote. */
  static Optional<HostRecord> read(Path file) {
    try {
      JsonNode json = new JsonMapper().readTree(Files.readAllBytes(file));
      return Optional.of(
          new HostRecord(
              json.path("pid").asLong(),
              URI.create(json.path("api").asText()),
              URI.create(json.path("gateway").asText()),
              URI.create(json.path("secure_gateway").asText()),
              URI.create(json.path("buckets").asText()),
              Instant.parse(json.path("started_at").asText()),
              json.path("version").asText()));
    } catch (NoSuchFileException | JsonProcessingException e) {
      return Optional.empty();
    } catch (IllegalArgumentException | DateTimeException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The process that wrote it; empty where it is gone, also when another one has its number. */
  Optional<ProcessHandle> process() {
    return ProcessHandle.of(pid)
        .filter(ProcessHandle::isAlive)
        .filter(
            process ->
                process
                    .info()
                    .startInstant()
                    .map(started -> !started.isAfter(startedAt.plus(CLOCK_SLACK)))
                    .orElse(true));
  }
}
