package io.planform.planner.module;

import io.planform.planner.module.ModuleSource.Archive;
import io.planform.planner.module.ModuleSource.Directory;
import io.planform.planner.module.ModuleSource.Git;
import io.planform.planner.module.ModuleSource.Local;
import io.planform.planner.module.ModuleSource.Registry;
import io.planform.planner.module.ModuleSource.Unusable;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The text of a source, taken apart at its double slash and question mark.
 *
 * @param address what stands in front of both
 * @param subdirectory inside the package; empty for its root
 * @param query names and values, still encoded
 */
record SourceAddress(String address, String subdirectory, Map<String, String> query) {
  /** What a registry's source without a host means: the open registry, OpenTofu's. */
  static final String DEFAULT_REGISTRY = "registry.opentofu.org";

  private static final Pattern FORCED = Pattern.compile("([a-z0-9]+)::(.+)");
  private static final Pattern SCP = Pattern.compile("[^@/\\s]+@[^:/\\s]+:(?!//).+");
  private static final Pattern HOSTED =
      Pattern.compile("(?:github\\.com|bitbucket\\.org|gitlab\\.com)/[^/]+/[^/]+.*");
  private static final Pattern REGISTRY =
      Pattern.compile(
          "(?:((?:[A-Za-z0-9-]+\\.)+[A-Za-z0-9-]+(?::\\d{1,5})?|localhost:\\d{1,5})/)?"
              + "([0-9A-Za-z][0-9A-Za-z_-]*)/([0-9A-Za-z][0-9A-Za-z_-]*)/([0-9a-z]+)");
  private static final List<String> ARCHIVES =
      List.of("zip", "tar", "tar.gz", "tgz", "tar.bz2", "tbz2");
  private static final Set<String> NOT_FOR_THE_SERVER =
      Set.of("ref", "depth", "archive", "checksum");

  static boolean isLocal(String text) {
    return text.equals(".") || text.equals("..") || text.startsWith("./") || text.startsWith("../");
  }

  static ModuleSource parse(String text) {
    return isLocal(text) ? new Local(text) : split(text).source();
  }

  private static SourceAddress split(String text) {
    int mark = text.indexOf('?');
    String path = mark < 0 ? text : text.substring(0, mark);
    Map<String, String> query = mark < 0 ? Map.of() : query(text.substring(mark + 1));
    int scheme = path.indexOf("://");
    int slashes = path.indexOf("//", scheme < 0 ? 0 : scheme + 3);
    return slashes < 0
        ? new SourceAddress(path, "", query)
        : new SourceAddress(path.substring(0, slashes), path.substring(slashes + 2), query);
  }

  private static Map<String, String> query(String text) {
    Map<String, String> query = new LinkedHashMap<>();
    for (String part : text.split("&", -1)) {
      String[] sides = part.split("=", 2);
      query.put(sides[0], sides.length < 2 ? "" : sides[1]);
    }
    return query;
  }

  private ModuleSource source() {
    if (subdirectory.startsWith("/") || List.of(subdirectory.split("/", -1)).contains("..")) {
      return new Unusable("The directory after the double slash leads out of the package.");
    }
    Matcher forced = FORCED.matcher(address);
    if (forced.matches()) {
      return forced(forced.group(1), forced.group(2));
    }
    if (address.startsWith("/")) {
      return path(address);
    }
    if (SCP.matcher(address).matches()) {
      return git(address);
    }
    if (HOSTED.matcher(address).matches()) {
      return git("https://" + address);
    }
    Matcher registry = REGISTRY.matcher(address);
    return registry.matches() && query.isEmpty() ? registry(registry) : url(address);
  }

  private ModuleSource forced(String getter, String rest) {
    return switch (getter) {
      case "git" -> git(rest);
      case "http", "https" -> archive(rest);
      case "file" -> path(rest);
      default ->
          new Unusable(
              "Modules come from directories, Git, HTTP, archives and registries, not by \""
                  + getter
                  + "::\".");
    };
  }

  private ModuleSource registry(Matcher parts) {
    String host = parts.group(1) == null ? DEFAULT_REGISTRY : parts.group(1);
    return new Registry(
        host.toLowerCase(Locale.ROOT),
        parts.group(2),
        parts.group(3),
        parts.group(4),
        subdirectory);
  }

  private ModuleSource url(String url) {
    int end = url.indexOf("://");
    return switch (end < 0 ? "" : url.substring(0, end)) {
      case "ssh", "git" -> git(url);
      case "http", "https" -> url.endsWith(".git") ? git(url) : archive(url);
      case "file" -> path(url.substring(end + 3));
      default ->
          new Unusable(
              "It is no address of a module. A directory beside this one is written with \"./\" or"
                  + " \"../\" in front.");
    };
  }

  private ModuleSource path(String path) {
    return archiveType(path) == null
        ? new Directory(path, subdirectory)
        : archive("file://" + path);
  }

  private ModuleSource git(String url) {
    String encoded = query.get("ref");
    String ref = encoded == null ? null : URLDecoder.decode(encoded, StandardCharsets.UTF_8);
    return new Git(url, ref == null || ref.isEmpty() ? null : ref, subdirectory);
  }

  private ModuleSource archive(String url) {
    String checksum = query.get("checksum");
    if (checksum != null && !checksum.matches("(sha256:)?[0-9a-fA-F]{64}")) {
      return new Unusable("The checksum \"" + checksum + "\" is no SHA-256: sha256:<64 digits>.");
    }
    return new Archive(
        url + queryForTheServer(),
        archiveType(url),
        checksum == null ? null : checksum.replace("sha256:", "").toLowerCase(Locale.ROOT),
        subdirectory);
  }

  private @Nullable String archiveType(String path) {
    String asked = query.get("archive");
    if (asked != null) {
      return ARCHIVES.contains(asked) ? asked : null;
    }
    return ARCHIVES.stream()
        .filter(type -> path.endsWith("." + type))
        .max(Comparator.comparingInt(String::length))
        .orElse(null);
  }

  private String queryForTheServer() {
    String rest =
        query.entrySet().stream()
            .filter(each -> !NOT_FOR_THE_SERVER.contains(each.getKey()))
            .map(each -> each.getKey() + "=" + each.getValue())
            .collect(Collectors.joining("&"));
    return rest.isEmpty() ? "" : "?" + rest;
  }
}
