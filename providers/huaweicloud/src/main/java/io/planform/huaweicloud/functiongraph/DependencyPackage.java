package io.planform.huaweicloud.functiongraph;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.huaweicloud.client.LocalHost;
import io.planform.huaweicloud.client.Target;
import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.value.Value;
import io.planform.spi.value.ValuePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a dependency's package comes from: an address that the service fetches, or a file on this
 * machine that is sent.
 *
 * @param directory of the root module: relative paths begin there
 */
record DependencyPackage(Path directory) {
  private static final String FILE = "file://";

  /** Writes what a creation says of it into its body; an error where the file cannot be read. */
  @Nullable Diagnostic put(String link, ObjectNode body) {
    if (isAddress(link)) {
      body.put("depend_type", "obs");
      return null;
    }
    body.put("depend_type", "zip");
    body.remove("depend_link");
    try {
      body.put("depend_file", Base64.getEncoder().encodeToString(Files.readAllBytes(file(link))));
      return null;
    } catch (IOException | InvalidPathException e) {
      return Diagnostic.error("No such package", "The file \"%s\" cannot be read.".formatted(link))
          .withHint("The path of a zip file, or its address: https://…")
          .at(ValuePath.of("link"));
    }
  }

  /**
   * What our host will tell of a file as it is now; nothing for other servers, other links, and
   * files that are not there yet.
   */
  Optional<Value> etag(String link, Target target) {
    if (!(target instanceof LocalHost) || link.isEmpty() || isAddress(link)) {
      return Optional.empty();
    }
    try {
      byte[] digest = MessageDigest.getInstance("MD5").digest(Files.readAllBytes(file(link)));
      return Optional.of(Value.of(HexFormat.of().formatHex(digest)));
    } catch (IOException | InvalidPathException e) {
      return Optional.empty();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has MD5", e);
    }
  }

  private static boolean isAddress(String link) {
    return link.startsWith("http://") || link.startsWith("https://");
  }

  private Path file(String link) {
    return directory.resolve(link.startsWith(FILE) ? link.substring(FILE.length()) : link);
  }
}
