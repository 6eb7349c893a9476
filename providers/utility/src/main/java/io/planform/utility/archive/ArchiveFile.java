package io.planform.utility.archive;

import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.provider.Provider.Environment;
import io.planform.spi.provider.ProviderSession.Outcome;
import io.planform.spi.provider.ProviderSession.Read;
import io.planform.spi.provider.Schema.Block;
import io.planform.spi.provider.Schema.Change;
import io.planform.spi.provider.Schema.Nesting;
import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import io.planform.utility.catalogue.Arguments;
import io.planform.utility.catalogue.Checks;
import io.planform.utility.catalogue.DataSource;
import io.planform.utility.catalogue.Declaration;
import io.planform.utility.catalogue.Faults;
import io.planform.utility.catalogue.ManagedType;
import java.io.IOException;
import java.util.List;
import java.util.regex.PatternSyntaxException;

/**
 * {@code archive_file}, the data source and the resource. Either writes the archive when it is
 * read; the resource does not delete it.
 */
final class ArchiveFile implements DataSource, ManagedType {
  static final String TYPE = "archive_file";

  private static final Declaration DECLARATION = declare();

  private static Declaration declare() {
    Declaration.Builder builder =
        Declaration.builder()
            .required("type", Type.STRING, "The kind of archive: zip or tar.gz.")
            .replaces()
            .required("output_path", Type.STRING, "The file to write.")
            .replaces()
            .optional("source_dir", Type.STRING, "A folder to pack whole.")
            .replaces()
            .optional("source_file", Type.STRING, "A file to pack.")
            .replaces()
            .optional("source_content", Type.STRING, "Text to pack as a file.")
            .replaces()
            .optional(
                "source_content_filename",
                Type.STRING,
                "The name of the file that source_content becomes.")
            .replaces()
            .optional(
                "excludes",
                Type.set(Type.STRING),
                "Paths in source_dir, or patterns with * and **, to leave out.")
            .replaces()
            .optional(
                "exclude_symlink_directories",
                Type.BOOL,
                "Whether symbolic links to folders are left out of source_dir.")
            .replaces()
            .optional(
                "output_file_mode",
                Type.STRING,
                "Octal mode of every packed file, instead of 0644 and 0755.")
            .replaces();
    for (String digest :
        List.of("sha", "md5", "sha256", "sha512", "base64sha256", "base64sha512")) {
      builder.computed("output_" + digest, Type.STRING, "Of the written archive.");
    }
    return builder
        .computed("output_size", Type.NUMBER, "Of the written archive, in bytes.")
        .computed("id", Type.STRING, "SHA-1 of the written archive.")
        .block(
            new Block(
                "source",
                Nesting.SET,
                0,
                Integer.MAX_VALUE,
                Change.REPLACES,
                Declaration.builder()
                    .required("content", Type.STRING, "Text of a file.")
                    .required("filename", Type.STRING, "Its name.")
                    .build()
                    .schema()))
        .build();
  }

  @Override
  public Declaration declaration() {
    return DECLARATION;
  }

  @Override
  public List<Diagnostic> validate(Value.Obj configuration) {
    Arguments arguments = new Arguments(configuration);
    Checks checks =
        new Checks(arguments)
            .oneOf("type", List.of("zip", "tar.gz"))
            .matches("output_file_mode", "0?[0-7]{3}", "an octal mode like 0644")
            .together("source_content", "source_content_filename");
    if (SourceContents.SOURCES.stream().noneMatch(arguments::isUnknown)) {
      checks.exactlyOne(SourceContents.SOURCES.toArray(String[]::new));
    }
    return checks.found();
  }

  @Override
  public Read read(Value.Obj object, Environment environment) {
    List<Diagnostic> faults = validate(object);
    if (!faults.isEmpty()) {
      return new Read(null, faults);
    }
    Arguments arguments = new Arguments(object);
    SourceContents source = new SourceContents(arguments, environment.directory());
    try {
      format(arguments)
          .write(source.find(), source.output(), arguments.text("output_file_mode", ""));
      return Read.of(withDigests(object, Digests.of(source.output())));
    } catch (SourceContents.NotThere e) {
      return Faults.read(Faults.at(e.argument(), "Source not found", e.reason()));
    } catch (PatternSyntaxException e) {
      return Faults.read(
          Faults.at("excludes", "Invalid pattern", "\"" + e.getPattern() + "\" is no pattern."));
    } catch (IOException e) {
      return Faults.read(Faults.at("output_path", "Cannot write the archive", Faults.reason(e)));
    }
  }

  private static ArchiveFormat format(Arguments arguments) {
    return arguments.text("type", "").equals("tar.gz") ? new TarFormat() : new ZipFormat();
  }

  @Override
  public Outcome create(Value.Obj planned, Environment environment) {
    Read written = read(planned, environment);
    return written.state() == null
        ? new Outcome.Refused(written.diagnostics())
        : new Outcome.Done(written.state());
  }

  private static Value.Obj withDigests(Value.Obj object, Digests digests) {
    return object
        .with("id", Value.of(digests.sha1()))
        .with("output_sha", Value.of(digests.sha1()))
        .with("output_md5", Value.of(digests.md5()))
        .with("output_sha256", Value.of(digests.sha256()))
        .with("output_sha512", Value.of(digests.sha512()))
        .with("output_base64sha256", Value.of(digests.base64Sha256()))
        .with("output_base64sha512", Value.of(digests.base64Sha512()))
        .with("output_size", Value.of(digests.size()));
  }
}
