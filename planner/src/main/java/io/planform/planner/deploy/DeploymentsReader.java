package io.planform.planner.deploy;

import io.planform.planner.config.Body;
import io.planform.planner.config.Configuration;
import io.planform.planner.config.block.BodyReader;
import io.planform.planner.config.block.Labels;
import io.planform.planner.deploy.DeploymentSettings.Approval;
import io.planform.planner.deploy.DeploymentSettings.HealthCheck;
import io.planform.planner.deploy.git.Remote;
import io.planform.planner.deploy.git.Signatures;
import io.planform.planner.lang.SourceText;
import io.planform.planner.lang.file.Wildcard;
import io.planform.planner.manifest.hcl.HclFile;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.diagnostic.Diagnostics;
import io.planform.spi.diagnostic.NearMatch;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads {@code *.deploy.hcl} files. */
public final class DeploymentsReader {
  private static final String SUFFIX = ".deploy.hcl";
  private static final Duration POLL = Duration.ofMinutes(1);
  private static final Duration RETRY_DELAY = Duration.ofSeconds(30);
  private static final int MAX_DESTROYS = 10;
  private static final int ATTEMPTS = 3;

  private final Path directory;
  private final Map<String, SourceText> sources;
  private final Diagnostics diagnostics;
  private final SequencedMap<String, RepositorySettings> repositories = new LinkedHashMap<>();
  private final SequencedMap<String, DeploymentSettings> deployments = new LinkedHashMap<>();
  private Configuration.@Nullable Backend store;

  private DeploymentsReader(
      Path directory, Map<String, SourceText> sources, Diagnostics diagnostics) {
    this.directory = directory;
    this.sources = sources;
    this.diagnostics = diagnostics;
  }

  /**
   * What the files of a directory declare; not to be used if there were errors.
   *
   * @param sources takes the texts that were read
   */
  public static Deployments read(
      Path directory, Map<String, SourceText> sources, Diagnostics diagnostics) {
    return new DeploymentsReader(directory, sources, diagnostics).read();
  }

  private Deployments read() {
    List<Body.Block> blocks = new ArrayList<>();
    for (String file : files()) {
      Body body = parse(file);
      BodyReader reader = new BodyReader(body, diagnostics);
      reader.blocks("store").forEach(this::store);
      reader.blocks("repository").forEach(this::repository);
      blocks.addAll(reader.blocks("deployment"));
      reader.end();
    }
    blocks.forEach(this::deployment);
    if (deployments.isEmpty() && !diagnostics.hasErrors()) {
      diagnostics.add(
          Diagnostic.error(
                  "No deployments",
                  "The directory " + directory + " has no *" + SUFFIX + " with a deployment.")
              .withHint(
                  "repository \"shop\" { url = \"https://…\" } and deployment \"shop\" { repository"
                      + " = \"shop\" } in shop"
                      + SUFFIX));
    }
    return new Deployments(store, ordered());
  }

  private List<String> files() {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries
          .map(entry -> entry.getFileName().toString())
          .filter(name -> name.endsWith(SUFFIX) && !name.startsWith("."))
          .sorted()
          .toList();
    } catch (IOException e) {
      diagnostics.add(
          Diagnostic.error(
              "Unreadable directory", "The directory " + directory + " cannot be read."));
      return List.of();
    }
  }

  private Body parse(String file) {
    SourceText source = new SourceText(file, "");
    try {
      source = new SourceText(file, Files.readString(directory.resolve(file)));
    } catch (CharacterCodingException _) {
      diagnostics.add(
          Diagnostic.error("Invalid file encoding", "The file " + file + " is not UTF-8 text."));
    } catch (IOException _) {
      diagnostics.add(Diagnostic.error("Unreadable file", "The file " + file + " cannot be read."));
    }
    sources.put(file, source);
    return HclFile.parse(source, diagnostics);
  }

  private void store(Body.Block block) {
    if (!Labels.check(block, diagnostics, "type")) {
      return;
    }
    if (store != null) {
      diagnostics.add(
          Diagnostic.error(
              "Duplicate store block", "Deployments are recorded in one place.", block.range()));
    }
    store = new Configuration.Backend(block.labels().getFirst(), block.body(), block.range());
  }

  private void repository(Body.Block block) {
    if (!isNew(block, repositories.keySet())) {
      return;
    }
    SettingsReader reader = new SettingsReader(block.body(), diagnostics);
    String url = reader.requiredText("url");
    if (url.matches("[^/]*://[^/@]*:[^/@]*@.*")) {
      diagnostics.add(
          Diagnostic.error(
                  "Password in a URL",
                  "What stands in this file is shown and recorded.",
                  block.range())
              .withHint(
                  "username = \"…\" and password_env = \"GIT_TOKEN\", the name of an environment"
                      + " variable"));
    }
    if (!url.isEmpty() && !url.contains(":") && !url.startsWith("/")) {
      url = directory.resolve(url).normalize().toString();
    }
    Remote remote =
        new Remote(
            url,
            reader.text("username"),
            reader.text("password_env"),
            path(reader.text("ssh_key")),
            path(reader.text("known_hosts")));
    Duration poll = reader.duration("poll", POLL);
    String webhook = reader.text("webhook_secret_env");
    Signatures signatures = reader.block("signatures").map(this::signatures).orElse(null);
    reader.end();
    repositories.put(
        block.labels().getFirst(),
        new RepositorySettings(block.labels().getFirst(), remote, poll, webhook, signatures));
  }

  private Signatures signatures(Body.Block block) {
    SettingsReader reader = new SettingsReader(block.body(), diagnostics);
    Signatures signatures =
        new Signatures(path(reader.text("gpg_keys")), path(reader.text("ssh_allowed_signers")));
    if (signatures.keys() == null && signatures.allowedSigners() == null) {
      diagnostics.add(
          Diagnostic.error(
              "Nobody's signatures",
              "It needs gpg_keys, ssh_allowed_signers or both: files with the keys that count.",
              block.range()));
    }
    reader.end();
    return signatures;
  }

  private @Nullable Path path(@Nullable String named) {
    return named == null ? null : directory.resolve(named).normalize();
  }

  private void deployment(Body.Block block) {
    if (!isNew(block, deployments.keySet())) {
      return;
    }
    String name = block.labels().getFirst();
    SettingsReader reader = new SettingsReader(block.body(), diagnostics);
    RepositorySettings repository = repository(reader);
    String path = reader.text("path", "").replaceFirst("^\\./", "").replaceFirst("/+$", "");
    if (path.equals(".")) {
      path = "";
    }
    if (path.startsWith("/") || Path.of(path).normalize().startsWith("..")) {
      diagnostics.add(
          Diagnostic.error(
              "Invalid path", "A path stands below the repository's top.", reader.range("path")));
    }
    List<String> paths = reader.texts("paths");
    for (String pattern : paths) {
      if (Wildcard.parse(pattern) == null) {
        diagnostics.add(
            Diagnostic.error(
                "Invalid pattern",
                "A bracket or brace of \"" + pattern + "\" is not closed.",
                reader.range("paths")));
      }
    }
    DeploymentSettings read =
        new DeploymentSettings(
            name,
            repository,
            reader.text("branch", "main"),
            path,
            reader.text("workspace", "default"),
            paths,
            reader.texts("depends_on"),
            reader.inputs(),
            reader.choice("approval", Approval.AUTOMATIC, Approval::shown),
            reader.number("max_destroys", MAX_DESTROYS),
            reader.bool("allow_force_push", false),
            Math.max(1, reader.number("attempts", ATTEMPTS)),
            reader.duration("retry_delay", RETRY_DELAY),
            reader.texts("policies").stream()
                .map(place -> directory.resolve(place).normalize().toString())
                .toList(),
            reader.block("health").map(this::health).orElse(null),
            block.range());
    reader.end();
    for (DeploymentSettings other : deployments.values()) {
      if (other.key().equals(read.key())) {
        diagnostics.add(
            Diagnostic.error(
                "Duplicate deployment",
                "\""
                    + other.name()
                    + "\" has the same repository, branch, path and workspace already.",
                block.range()));
      }
    }
    deployments.put(name, read);
  }

  private RepositorySettings repository(SettingsReader reader) {
    String name = reader.requiredText("repository");
    RepositorySettings known = repositories.get(name);
    if (known != null) {
      return known;
    }
    if (!name.isEmpty()) {
      diagnostics.add(
          Diagnostic.error(
              "Unknown repository",
              "There is no repository \""
                  + name
                  + "\"."
                  + NearMatch.question(name, repositories.keySet()),
              reader.range("repository")));
    }
    return new RepositorySettings(name, new Remote(name, null, null, null, null), POLL, null, null);
  }

  private HealthCheck health(Body.Block block) {
    SettingsReader reader = new SettingsReader(block.body(), diagnostics);
    HealthCheck health =
        new HealthCheck(
            reader.requiredText("url"),
            Math.max(1, reader.number("attempts", 5)),
            reader.duration("interval", Duration.ofSeconds(2)),
            reader.duration("timeout", Duration.ofSeconds(10)));
    if (!health.url().matches("https?://.+")) {
      diagnostics.add(
          Diagnostic.error("Invalid url", "It begins with http:// or https://.", block.range()));
    }
    reader.end();
    return health;
  }

  private boolean isNew(Body.Block block, Set<String> names) {
    if (!Labels.check(block, diagnostics, "name")) {
      return false;
    }
    String name = block.labels().getFirst();
    if (names.contains(name)) {
      diagnostics.add(
          Diagnostic.error(
              "Duplicate " + block.type() + " block",
              "There is a " + block.type() + " \"" + name + "\" already.",
              block.range()));
    } else if (!name.matches("[a-zA-Z0-9][a-zA-Z0-9_-]{0,39}")) {
      diagnostics.add(
          Diagnostic.error(
              "Invalid name",
              "A name has 1 to 40 letters, digits, - and _, and begins with a letter or digit.",
              block.labelRanges().getFirst()));
      return false;
    }
    return !names.contains(name);
  }

  /** Each behind those that it depends on. */
  private List<DeploymentSettings> ordered() {
    SequencedMap<String, DeploymentSettings> ordered = new LinkedHashMap<>();
    Set<String> under = new HashSet<>();
    deployments.values().forEach(each -> order(each, under, ordered));
    return List.copyOf(ordered.values());
  }

  private void order(
      DeploymentSettings deployment,
      Set<String> under,
      SequencedMap<String, DeploymentSettings> ordered) {
    if (ordered.containsKey(deployment.name())) {
      return;
    }
    if (!under.add(deployment.name())) {
      diagnostics.add(
          Diagnostic.error(
              "Circle of deployments",
              "\"" + deployment.name() + "\" depends on itself.",
              deployment.range()));
      return;
    }
    for (String name : deployment.dependsOn()) {
      DeploymentSettings other = deployments.get(name);
      if (other == null) {
        diagnostics.add(
            Diagnostic.error(
                "Unknown deployment",
                "\""
                    + deployment.name()
                    + "\" depends on \""
                    + name
                    + "\", which is not declared."
                    + NearMatch.question(name, deployments.keySet()),
                deployment.range()));
      } else {
        order(other, under, ordered);
      }
    }
    ordered.put(deployment.name(), deployment);
  }
}
