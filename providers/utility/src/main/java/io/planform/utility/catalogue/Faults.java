package io.planform.utility.catalogue;

import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.provider.ProviderSession.Outcome;
import io.planform.spi.provider.ProviderSession.Read;
import io.planform.spi.value.ValuePath;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.List;

/** What went wrong, in the forms in which providers answer. */
public final class Faults {
  private Faults() {}

  /** An error about an argument. */
  public static Diagnostic at(String attribute, String summary, String detail) {
    return Diagnostic.error(summary, detail).at(ValuePath.of(attribute));
  }

  public static Read read(Diagnostic diagnostic) {
    return new Read(null, List.of(diagnostic));
  }

  public static Outcome refused(Diagnostic diagnostic) {
    return new Outcome.Refused(List.of(diagnostic));
  }

  /** Why a file could not be used, without the Java names of exceptions. */
  public static String reason(IOException e) {
    return switch (e) {
      case NoSuchFileException missing -> missing.getFile() + " does not exist.";
      case AccessDeniedException denied -> denied.getFile() + ": permission denied.";
      case FileSystemException other when other.getReason() != null ->
          other.getFile() + ": " + other.getReason() + ".";
      default -> e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    };
  }
}
