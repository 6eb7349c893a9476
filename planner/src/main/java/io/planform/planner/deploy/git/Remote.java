package io.planform.planner.deploy.git;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Objects;
import org.eclipse.jgit.transport.URIish;
import org.jspecify.annotations.Nullable;

/**
 * Where a repository is and how it is reached.
 *
 * @param username for HTTP(S); null where {@code ~/.netrc} or nobody is asked
 * @param passwordVariable the environment variable with the password or token
 * @param identity private key for SSH; null for those of {@code ~/.ssh}
 * @param knownHosts for SSH; null for {@code ~/.ssh/known_hosts}
 */
public record Remote(
    String url,
    @Nullable String username,
    @Nullable String passwordVariable,
    @Nullable Path identity,
    @Nullable Path knownHosts) {

  /** Without credentials. */
  public String shown() {
    return url.replaceFirst("://[^/@]*@", "://");
  }

  /** Whether it is on this machine. */
  boolean isLocal() throws GitException {
    URIish uri = uri();
    return uri.getScheme() == null ? uri.getHost() == null : uri.getScheme().equals("file");
  }

  /**
   * What a submodule's URL means in this repository. Credentials go to the same server only, and a
   * repository from elsewhere names none on this machine.
   */
  Remote submodule(String named) throws GitException {
    String resolved = named.startsWith("./") || named.startsWith("../") ? relative(named) : named;
    Remote bare = new Remote(resolved, null, null, null, null);
    if (bare.isLocal() && !isLocal()) {
      throw new GitException(
          "The submodule " + bare.shown() + " is on this machine, and " + shown() + " is not.");
    }
    URIish mine = uri();
    URIish other = bare.uri();
    boolean same =
        Objects.equals(mine.getHost(), other.getHost())
            && mine.getPort() == other.getPort()
            && Objects.equals(mine.getScheme(), other.getScheme());
    return same ? new Remote(resolved, username, passwordVariable, identity, knownHosts) : bare;
  }

  private String relative(String named) {
    String base = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    String rest = named;
    while (rest.startsWith("./") || rest.startsWith("../")) {
      if (rest.startsWith("../")) {
        int cut = Math.max(base.lastIndexOf('/'), base.lastIndexOf(':'));
        base = cut < 0 ? base : base.substring(0, cut);
        rest = rest.substring(3);
      } else {
        rest = rest.substring(2);
      }
    }
    return base + "/" + rest;
  }

  private URIish uri() throws GitException {
    try {
      return new URIish(url);
    } catch (URISyntaxException e) {
      throw new GitException(shown() + " is no URL of a repository.");
    }
  }
}
