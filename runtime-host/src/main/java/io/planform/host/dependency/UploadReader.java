package io.planform.host.dependency;

import io.planform.functiongraph.error.FgsError;
import io.planform.host.code.Base64Content;
import io.planform.host.code.CodeStore;
import io.planform.host.code.LinkedPackages;
import io.planform.host.dependency.DependencyCatalogue.Upload;
import io.planform.host.server.ApiException;
import io.planform.host.server.Fields;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Reads the package of a request and stores it. */
final class UploadReader {
  /** What a request may bring (the user guide's 14.4.3); larger ones come from object storage. */
  private static final int LARGEST = 10 * 1024 * 1024;

  /** Base64 of the largest package, and room for the other fields. */
  static final long BODY_LIMIT = (LARGEST / 3 + 1) * 4L + 64 * 1024;

  private static final int LONGEST_DESCRIPTION = 512;
  private static final Pattern NAME = Pattern.compile("[A-Za-z]([A-Za-z0-9._-]{0,94}[A-Za-z0-9])?");
  private static final Set<String> FIELDS =
      Set.of("name", "description", "runtime", "depend_type", "depend_file", "depend_link");

  private final CodeStore store;
  private final LinkedPackages links;
  private final Consumer<String> runtimes;

  /**
   * @param runtimes refuses those that this host does not have
   */
  UploadReader(CodeStore store, LinkedPackages links, Consumer<String> runtimes) {
    this.store = store;
    this.links = links;
    this.runtimes = runtimes;
  }

  /** Checks all of it before anything is stored. */
  Upload read(Fields fields) {
    fields.refuseOthersThan(FIELDS);
    String name = name(fields.requiredText("name"));
    String description = description(fields.text("description").orElse(""));
    String runtime = fields.requiredText("runtime");
    runtimes.accept(runtime);
    if (fields.requiredText("depend_type").equals("obs")) {
      String link = fields.text("depend_link").orElse("");
      CodeStore.Fetched code = store.fetch(links, link);
      return new Upload(
          name, runtime, description, code.md5(), code.size(), store.putDependency(code));
    }
    byte[] content = content(fields);
    return new Upload(
        name, runtime, description, md5(content), content.length, store.putDependency(content));
  }

  private static String name(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new ApiException(
          FgsError.FSS_1024,
          "The name \"%s\" must have 1 to 96 letters, digits, _, . and -, begin with a letter and end with a letter or digit."
              .formatted(name));
    }
    return name;
  }

  private static String description(String description) {
    if (description.length() > LONGEST_DESCRIPTION) {
      throw new ApiException(
          FgsError.FSS_1019,
          "It has %d characters; the limit is %d."
              .formatted(description.length(), LONGEST_DESCRIPTION));
    }
    return description;
  }

  private static byte[] content(Fields fields) {
    String type = fields.requiredText("depend_type");
    if (!type.equals("zip")) {
      throw new ApiException(
          FgsError.FSS_1032, "depend_type is \"%s\"; it can be zip or obs.".formatted(type));
    }
    if (fields.text("depend_link").filter(link -> !link.isEmpty()).isPresent()) {
      throw new ApiException(FgsError.FSS_1032, "A depend_link belongs to the depend_type obs.");
    }
    String file = fields.text("depend_file").orElse("");
    if (file.isEmpty()) {
      throw new ApiException(FgsError.FSS_1024, "depend_file is empty.");
    }
    byte[] content = Base64Content.decode(file, "depend_file");
    if (content.length > LARGEST) {
      throw new ApiException(
          FgsError.FSS_0413,
          "The package has %d bytes; a request may bring %d.".formatted(content.length, LARGEST));
    }
    return content;
  }

  /** As object storage makes it; it tells packages apart, nothing more. */
  private static String md5(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has MD5", e);
    }
  }
}
