package io.planform.planner.saved;

import io.planform.planner.lang.file.RecordedFiles;
import io.planform.planner.plan.evaluation.Providers;
import io.planform.store.StoreException;
import io.planform.store.secret.EnvelopeCipher;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * A plan on disk: a zip of JSON documents as {@code docs/plans.md} describes it, readable by its
 * owner only, what is sensitive in it encrypted with the key of states.
 *
 * @param plan what it holds
 * @param files that it brings along
 * @param digest SHA-256 of the whole file, in hexadecimal digits: it names the plan in the state's
 *     history
 */
public record PlanFile(SavedPlan plan, CarriedFiles files, String digest) {

  /**
   * Writes a plan; whoever reads meanwhile, or after a crash, finds what was there before or all of
   * it.
   *
   * @param files that functions read for it
   * @param toolVersion of this program
   */
  public static void write(
      Path file, SavedPlan plan, RecordedFiles files, EnvelopeCipher cipher, String toolVersion)
      throws IOException, StoreException {
    Path folder = file.toAbsolutePath().getParent();
    Path draft =
        Files.createTempFile(
            folder,
            ".plan",
            ".draft",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try {
      Secrecy secrecy = new Secrecy(cipher, plan.plan().lineage(), plan.plan().revision());
      try (Container.Writer container = new Container.Writer(draft)) {
        new PlanWriter(plan, files, secrecy, container).write(toolVersion);
      }
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  /**
   * Reads a plan after checking that every byte of it is as it was written.
   *
   * @param providers that know the types of the objects in it
   * @throws StoreException if what is encrypted in it cannot be read
   */
  public static PlanFile read(Path file, Providers providers, EnvelopeCipher cipher)
      throws StoreException, UnusableException {
    byte[] bytes = bytes(file);
    PlanEntries entries = new PlanEntries(Container.of(bytes));
    Secrecy secrecy = new Secrecy(cipher, entries.lineage(), entries.revision());
    return new PlanFile(
        new PlanReader(entries, new Schemas(providers), secrecy).read(),
        new CarriedFiles(entries, secrecy),
        Container.digest(bytes));
  }

  private static byte[] bytes(Path file) throws UnusableException {
    if (Files.isDirectory(file)) {
      throw UnusableException.of("It is a directory; -chdir=DIR works in another one.");
    }
    try {
      return Files.readAllBytes(file);
    } catch (NoSuchFileException _) {
      throw UnusableException.of("There is no such file.");
    } catch (AccessDeniedException _) {
      throw UnusableException.of("It may not be read.");
    } catch (IOException e) {
      throw UnusableException.of("It cannot be read: " + e.getMessage() + ".");
    }
  }
}
