package io.planform.planner.saved;

import io.planform.planner.lang.file.FileAccess;
import io.planform.planner.lang.file.FileAnswer;
import io.planform.planner.lang.file.FileQuestion;
import io.planform.store.StoreException;
import java.util.HashMap;
import java.util.Map;

/** The files that functions read when a plan was made, as they were then. */
public final class CarriedFiles {
  private final PlanEntries entries;
  private final Secrecy secrecy;

  CarriedFiles(PlanEntries entries, Secrecy secrecy) {
    this.entries = entries;
    this.secrecy = secrecy;
  }

  /**
   * Answers as they were given for the plan; what was not asked then is looked up.
   *
   * @throws StoreException if what was read cannot be decrypted
   */
  public FileAccess over(FileAccess files) throws StoreException, UnusableException {
    Map<FileQuestion, String> found = new HashMap<>();
    Map<FileQuestion, FileAnswer> faults = new HashMap<>();
    entries.linesIfAny(
        Names.FILES,
        document -> {
          FileQuestion question = FileDocument.question(document);
          String entry = FileDocument.entry(document);
          if (entry == null) {
            faults.put(question, FileDocument.fault(document));
          } else {
            found.put(question, entry);
          }
        });
    if (!found.isEmpty()) {
      // That there is no key is told before anything is done.
      byte[] _ = content(found.values().iterator().next());
    }
    return question -> {
      String entry = found.get(question);
      if (entry == null) {
        FileAnswer fault = faults.get(question);
        return fault == null ? files.ask(question) : fault;
      }
      try {
        return new FileAnswer.Found(content(entry));
      } catch (StoreException | UnusableException e) {
        return new FileAnswer.Unreadable(String.valueOf(e.getMessage()));
      }
    };
  }

  private byte[] content(String entry) throws StoreException, UnusableException {
    return secrecy.openBytes(entries.bytes(entry), entry);
  }
}
