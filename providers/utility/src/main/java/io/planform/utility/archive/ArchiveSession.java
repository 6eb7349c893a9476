package io.planform.utility.archive;

import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.provider.ProviderSession;
import io.planform.spi.value.Value;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Has one data source and no resources. */
final class ArchiveSession implements ProviderSession {
  private final Path directory;

  ArchiveSession(Path directory) {
    this.directory = directory;
  }

  @Override
  public String target() {
    return "";
  }

  @Override
  public List<Diagnostic> validate(Kind kind, String type, Value.Obj configuration) {
    return type.equals(ArchiveFile.TYPE) ? ArchiveFile.validate(configuration) : noSuchType(type);
  }

  @Override
  public Read readData(String type, Value.Obj configuration) {
    return type.equals(ArchiveFile.TYPE)
        ? ArchiveFile.read(configuration, directory)
        : new Read(null, noSuchType(type));
  }

  @Override
  public Planned plan(String type, Value.@Nullable Obj prior, Value.Obj configuration) {
    return new Planned(configuration, Set.of(), noSuchType(type));
  }

  @Override
  public Read read(String type, Value.Obj prior) {
    return new Read(null, noSuchType(type));
  }

  @Override
  public Outcome create(
      String type, Value.Obj planned, Value.Obj configuration, Operation operation) {
    return new Outcome.Refused(noSuchType(type));
  }

  @Override
  public Outcome update(
      String type,
      Value.Obj prior,
      Value.Obj planned,
      Value.Obj configuration,
      Operation operation) {
    return new Outcome.Refused(noSuchType(type));
  }

  @Override
  public Outcome delete(String type, Value.Obj prior, Operation operation) {
    return new Outcome.Refused(noSuchType(type));
  }

  @Override
  public Lookup lookup(String type, Value.Obj planned, Operation operation) {
    return new Lookup(List.of(), noSuchType(type));
  }

  @Override
  public Read importObject(String type, String id) {
    return new Read(null, noSuchType(type));
  }

  @Override
  public void close() {}

  private static List<Diagnostic> noSuchType(String type) {
    return List.of(
        Diagnostic.error("No such type", "The provider archive has no \"" + type + "\"."));
  }
}
