package io.planform.utility.local;

import io.planform.spi.provider.Provider.Environment;
import io.planform.spi.provider.ProviderSession.Read;
import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import io.planform.utility.catalogue.Arguments;
import io.planform.utility.catalogue.DataSource;
import io.planform.utility.catalogue.Declaration;
import io.planform.utility.catalogue.Faults;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Base64;

/** The data sources {@code local_file} and {@code local_sensitive_file}. */
final class FileData implements DataSource {
  private final Declaration declaration;

  FileData(boolean secret) {
    Declaration.Builder builder =
        Declaration.builder().required("filename", Type.STRING, "The path of the file.");
    builder.computed("content", Type.STRING, "The file as text in UTF-8.");
    if (secret) {
      builder.sensitive();
    }
    builder.computed("content_base64", Type.STRING, "The file in Base64.");
    if (secret) {
      builder.sensitive();
    }
    this.declaration = ContentDigests.declare(builder).build();
  }

  @Override
  public Declaration declaration() {
    return declaration;
  }

  @Override
  public Read read(Value.Obj configuration, Environment environment) {
    String filename = new Arguments(configuration).text("filename", "");
    try {
      byte[] content = Files.readAllBytes(environment.directory().resolve(filename));
      return Read.of(
          ContentDigests.of(
              configuration
                  .with("content", Value.of(new String(content, StandardCharsets.UTF_8)))
                  .with("content_base64", Value.of(Base64.getEncoder().encodeToString(content))),
              content));
    } catch (IOException e) {
      return Faults.read(Faults.at("filename", "Cannot read the file", Faults.reason(e)));
    }
  }
}
