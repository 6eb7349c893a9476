package io.planform.planner.deploy.git;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/** The mirrors of this machine, by their remotes' URLs. */
public final class Mirrors implements AutoCloseable {
  private final Path folder;
  private final Access access;
  private final Map<String, Mirror> mirrors = new HashMap<>();

  /**
   * @param folder that has one directory for each
   */
  public Mirrors(Path folder, Access access) {
    this.folder = folder;
    this.access = access;
  }

  public synchronized Mirror of(Remote remote) throws GitException {
    Mirror known = mirrors.get(remote.url());
    if (known == null) {
      known = Mirror.open(folder.resolve(name(remote.url())), remote, access);
      mirrors.put(remote.url(), known);
    }
    return known;
  }

  private static String name(String url) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(url.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 16) + ".git";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }

  @Override
  public synchronized void close() {
    mirrors.values().forEach(Mirror::close);
    mirrors.clear();
  }
}
