package io.planform.utility.local;

import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.provider.Provider.Environment;
import io.planform.spi.provider.ProviderSession.Outcome;
import io.planform.spi.provider.ProviderSession.Read;
import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import io.planform.utility.catalogue.Arguments;
import io.planform.utility.catalogue.Checks;
import io.planform.utility.catalogue.Declaration;
import io.planform.utility.catalogue.Faults;
import io.planform.utility.catalogue.ManagedType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code local_file} and {@code local_sensitive_file}. A file that is gone, or has another content
 * than was written, is to be written again.
 */
final class FileResource implements ManagedType {
  private static final String MODE = "[0-7]{3,4}";

  private final List<String> contents;
  private final Declaration declaration;

  private FileResource(boolean secret, String mode) {
    Declaration.Builder builder =
        Declaration.builder()
            .required("filename", Type.STRING, "The path of the file.")
            .replaces()
            .optional("content", Type.STRING, "Its content, text in UTF-8.")
            .replaces();
    if (secret) {
      builder.sensitive();
    }
    builder.optional("content_base64", Type.STRING, "Its content in Base64.").replaces();
    if (secret) {
      builder.sensitive();
    }
    builder.optional("source", Type.STRING, "The path of a file to copy.").replaces();
    if (!secret) {
      builder
          .optional("sensitive_content", Type.STRING, "Its content, not shown.")
          .replaces()
          .sensitive()
          .deprecated("Use the resource local_sensitive_file instead.");
    }
    builder
        .defaulted("file_permission", Value.of(mode), "Octal mode of the file.")
        .replaces()
        .defaulted("directory_permission", Value.of(mode), "Octal mode of folders that are made.")
        .replaces();
    this.declaration = ContentDigests.declare(builder).build();
    this.contents =
        secret
            ? List.of("content", "content_base64", "source")
            : List.of("content", "sensitive_content", "content_base64", "source");
  }

  static FileResource plain() {
    return new FileResource(false, "0777");
  }

  static FileResource secret() {
    return new FileResource(true, "0700");
  }

  @Override
  public Declaration declaration() {
    return declaration;
  }

  @Override
  public List<Diagnostic> validate(Value.Obj configuration) {
    return new Checks(new Arguments(configuration))
        .exactlyOne(contents.toArray(String[]::new))
        .matches("file_permission", MODE, "an octal mode like 0644")
        .matches("directory_permission", MODE, "an octal mode like 0755")
        .found();
  }

  @Override
  public Read read(Value.Obj prior, Environment environment) {
    Path file = path(prior, "filename", environment);
    try {
      if (!Files.isRegularFile(file)) {
        return Read.of(null);
      }
      Value.Obj live = ContentDigests.of(prior, Files.readAllBytes(file));
      return Read.of(live.get("id").equals(prior.get("id")) ? prior : null);
    } catch (IOException e) {
      return Faults.read(Faults.at("filename", "Cannot read the file", Faults.reason(e)));
    }
  }

  @Override
  public Outcome create(Value.Obj planned, Environment environment) {
    Arguments arguments = new Arguments(planned);
    Path file = path(planned, "filename", environment);
    try {
      byte[] content = content(arguments, environment);
      FileMode.createFolders(file.toAbsolutePath().getParent(), mode(arguments, "directory"));
      FileMode.write(file, content, mode(arguments, "file"));
      return new Outcome.Done(ContentDigests.of(planned, content));
    } catch (IOException e) {
      return Faults.refused(Faults.at("filename", "Cannot write the file", Faults.reason(e)));
    } catch (IllegalArgumentException _) {
      return Faults.refused(
          Faults.at("content_base64", "Invalid Base64", "The content is not Base64."));
    }
  }

  private static byte[] content(Arguments arguments, Environment environment) throws IOException {
    String base64 = arguments.text("content_base64");
    String source = arguments.text("source");
    if (base64 != null) {
      return Base64.getDecoder().decode(base64);
    }
    if (source != null) {
      return Files.readAllBytes(environment.directory().resolve(source));
    }
    String text = arguments.text("content", arguments.text("sensitive_content", ""));
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static int mode(Arguments arguments, String of) {
    return Integer.parseInt(arguments.text(of + "_permission", "0777"), 8);
  }

  @Override
  public Outcome delete(Value.Obj prior, Environment environment) {
    try {
      Files.deleteIfExists(path(prior, "filename", environment));
      return new Outcome.Done(null);
    } catch (IOException e) {
      return Faults.refused(Diagnostic.error("Cannot delete the file", Faults.reason(e)));
    }
  }

  private static Path path(Value.Obj object, String name, Environment environment) {
    @Nullable String text = new Arguments(object).text(name);
    return environment.directory().resolve(text == null ? "" : text);
  }
}
