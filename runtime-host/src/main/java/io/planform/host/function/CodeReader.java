package io.planform.host.function;

import io.planform.functiongraph.code.CodeDigest;
import io.planform.functiongraph.error.FgsError;
import io.planform.host.code.Base64Content;
import io.planform.host.code.CodeStore;
import io.planform.host.code.FunctionCode;
import io.planform.host.code.LinkedPackages;
import io.planform.host.server.ApiException;
import io.planform.host.server.Fields;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads the code of a request and stores it. */
final class CodeReader {
  static final int LARGEST_ARCHIVE = 50 * 1024 * 1024;
  private static final int LARGEST_INLINE = 10 * 1024;

  /** Base64 of the largest archive, and room for the other fields. */
  static final long BODY_LIMIT = (LARGEST_ARCHIVE / 3 + 1) * 4L + 64 * 1024;

  private static final Pattern FILE_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,254}");
  private static final Pattern MODULE = Pattern.compile("[A-Za-z0-9_-]+(/[A-Za-z0-9_-]+)*");

  private final CodeStore store;
  private final LinkedPackages links;

  CodeReader(CodeStore store, LinkedPackages links) {
    this.store = store;
    this.links = links;
  }

  /**
   * Reads {@code code_type}, {@code code_filename}, {@code code_url} and {@code func_code}.
   *
   * @param settings whose runtime and handler name the file that inline code becomes
   */
  FunctionCode read(Fields fields, FunctionSettings settings) {
    String runtime = settings.runtime();
    String type = fields.text("code_type").orElse("");
    String fileName = fields.text("code_filename").orElse("");
    boolean linked = fields.text("code_url").filter(url -> !url.isEmpty()).isPresent();
    if (linked && !type.equals(FunctionCode.OBJECT)) {
      throw new ApiException(FgsError.FSS_1006, "A code_url belongs to the code type obs.");
    }
    boolean ofImage = settings.image() != null;
    if (ofImage != type.equals(FunctionCode.IMAGE)) {
      throw new ApiException(
          FgsError.FSS_1006,
          "The code type %s and the runtime %s%s do not belong together."
              .formatted(type, runtime, ofImage ? " with an image" : ""));
    }
    return switch (type) {
      case "zip" -> archive(type, fileName, content(fields));
      case "jar" -> jar(fileName, content(fields), runtime);
      case "inline" -> inline(fileName, content(fields), runtime, settings.handler());
      case FunctionCode.OBJECT -> fetched(fileName, link(fields));
      case FunctionCode.IMAGE -> FunctionCode.ofImage();
      default ->
          throw new ApiException(
              FgsError.FSS_1006,
              "The code type \"%s\" is none of inline, zip, jar, obs and Custom-Image-Swr."
                  .formatted(type));
    };
  }

  private static String link(Fields fields) {
    return fields
        .text("code_url")
        .filter(url -> !url.isEmpty())
        .or(() -> fields.object("func_code").flatMap(code -> code.text("link")))
        .filter(url -> !url.isEmpty())
        .orElseThrow(
            () -> new ApiException(FgsError.FSS_1010, "The code type obs needs a code_url."));
  }

  private FunctionCode fetched(String fileName, String link) {
    CodeStore.Fetched code = store.fetch(links, link);
    String stored = store.put(code);
    return new FunctionCode(
        FunctionCode.OBJECT, fileName, code.sha512(), code.size(), stored, List.of(), link);
  }

  private FunctionCode archive(String type, String fileName, byte[] content) {
    checkSize(content);
    String stored = store.put(content);
    return new FunctionCode(type, fileName, stored, content.length, stored);
  }

  /** The jar stands in the code folder as it is, where the Java runtime takes it up. */
  private FunctionCode jar(String fileName, byte[] content, String runtime) {
    if (!Runtimes.isJava(runtime)) {
      throw new ApiException(FgsError.FSS_1006, "Only Java functions are jars.");
    }
    checkSize(content);
    String name = fileName.isEmpty() ? "function.jar" : fileName;
    if (!FILE_NAME.matcher(name).matches() || !name.endsWith(".jar")) {
      throw new ApiException(FgsError.FSS_1013, "code_filename must be a name ending in .jar.");
    }
    return new FunctionCode(
        "jar",
        fileName,
        CodeDigest.of(content).hex(),
        content.length,
        store.putFile(name, content));
  }

  private FunctionCode inline(String fileName, byte[] content, String runtime, String handler) {
    if (content.length > LARGEST_INLINE) {
      throw new ApiException(
          FgsError.FSS_1072, "The code has %d bytes; send it as zip.".formatted(content.length));
    }
    return new FunctionCode(
        "inline",
        fileName,
        CodeDigest.of(content).hex(),
        content.length,
        store.putFile(inlinePath(runtime, handler), content));
  }

  /** The file that the handler names. */
  private static String inlinePath(String runtime, String handler) {
    String extension = Runtimes.sourceExtension(runtime);
    if (Runtimes.BOOTSTRAPPED.contains(runtime)) {
      return "bootstrap";
    }
    if (extension.isEmpty()) {
      throw new ApiException(
          FgsError.FSS_1006, "Code of the runtime %s cannot be inline.".formatted(runtime));
    }
    String module = handler.substring(0, Math.max(0, handler.lastIndexOf('.')));
    if (!MODULE.matcher(module).matches()) {
      throw new ApiException(
          FgsError.FSS_1003, "The handler %s names no file for inline code.".formatted(handler));
    }
    return module + extension;
  }

  private static byte[] content(Fields fields) {
    Fields code =
        fields
            .object("func_code")
            .orElseThrow(() -> new ApiException(FgsError.FSS_1012, "func_code is missing."));
    code.refuseOthersThan(Set.of("file", "link"));
    if (code.text("link").filter(link -> !link.isEmpty()).isPresent()) {
      throw new ApiException(FgsError.FSS_1006, "A link belongs to the code type obs.");
    }
    String file = code.text("file").orElse("");
    if (file.isEmpty()) {
      throw new ApiException(FgsError.FSS_1012, "func_code.file is empty.");
    }
    return Base64Content.decode(file, "func_code.file");
  }

  private static void checkSize(byte[] content) {
    if (content.length > LARGEST_ARCHIVE) {
      throw new ApiException(
          FgsError.FSS_1071, "The package has %d bytes.".formatted(content.length));
    }
  }
}
