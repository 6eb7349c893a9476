package io.planform.planner.module;

import com.fasterxml.jackson.databind.JsonNode;
import io.planform.planner.config.VersionConstraint;
import io.planform.planner.module.ModuleSource.Registry;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The module registry protocol, version 1. */
final class RegistryClient {
  private final Web web;

  RegistryClient(Web web) {
    this.web = web;
  }

  /** The newest version that a constraint allows. */
  String newest(Registry source, VersionConstraint constraint) throws FetchException {
    JsonNode answer = web.json(modules(source) + "versions");
    List<String> versions = new ArrayList<>();
    answer
        .path("modules")
        .path(0)
        .path("versions")
        .forEach(each -> versions.add(each.path("version").asText()));
    String newest = constraint.newest(versions);
    if (newest == null) {
      throw new FetchException(
          "Of the module's " + versions.size() + " versions none is allowed by the constraint.");
    }
    return newest;
  }

  /** Where the files of a version are: a source. */
  String download(Registry source, String version) throws FetchException {
    String address = modules(source) + version + "/download";
    String location = web.location(address);
    if (location == null) {
      location = web.json(address).path("location").asText("");
    }
    if (location.isEmpty()) {
      throw new FetchException(
          "The registry does not say where version " + version + " of the module is.");
    }
    boolean relative = location.startsWith("/") || SourceAddress.isLocal(location);
    return relative ? URI.create(address).resolve(location).toString() : location;
  }

  private String modules(Registry source) throws FetchException {
    String host = scheme(source.host()) + source.host();
    JsonNode services = web.json(host + "/.well-known/terraform.json");
    @Nullable JsonNode modules = services.get("modules.v1");
    if (modules == null) {
      throw new FetchException(source.host() + " is no registry of modules.");
    }
    String base = URI.create(host + "/").resolve(modules.asText()).toString();
    return "%s/%s/%s/%s/"
        .formatted(
            base.replaceFirst("/+$", ""), source.namespace(), source.name(), source.system());
  }

  /** A registry on this very machine need not have a certificate. */
  private static String scheme(String host) {
    return host.startsWith("localhost:") ? "http://" : "https://";
  }
}
