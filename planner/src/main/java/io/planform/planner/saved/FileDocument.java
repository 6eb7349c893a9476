package io.planform.planner.saved;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.planform.planner.lang.file.FileAnswer;
import io.planform.planner.lang.file.FileQuestion;
import org.jspecify.annotations.Nullable;

/** What a function asked of the file system, and what it was told. */
final class FileDocument {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private FileDocument() {}

  /**
   * @param entry of the plan in which the bytes of an answer stand; null if it has none
   */
  static ObjectNode write(FileQuestion question, FileAnswer answer, @Nullable String entry) {
    ObjectNode document = JSON.objectNode();
    document.put("subject", Fields.lower(question.subject()));
    document.put("path", question.path());
    document.put("detail", question.detail());
    return switch (answer) {
      case FileAnswer.Found _ -> document.put("found", entry);
      case FileAnswer.Missing _ -> document.put("fault", "missing");
      case FileAnswer.Directory _ -> document.put("fault", "directory");
      case FileAnswer.Unreadable(String why) -> document.put("fault", "unreadable").put("why", why);
    };
  }

  static FileQuestion question(JsonNode document) throws UnusableException {
    return new FileQuestion(
        Fields.constant(FileQuestion.Subject.class, document.path("subject")),
        document.path("path").asText(),
        document.path("detail").asText());
  }

  /** The entry with the bytes of the answer; null if there are none. */
  static @Nullable String entry(JsonNode document) {
    return document.path("found").textValue();
  }

  static FileAnswer fault(JsonNode document) {
    return switch (document.path("fault").asText()) {
      case "missing" -> new FileAnswer.Missing();
      case "directory" -> new FileAnswer.Directory();
      default -> new FileAnswer.Unreadable(document.path("why").asText());
    };
  }
}
