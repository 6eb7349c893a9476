package io.planform.host.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenFilesTest {
  @TempDir Path folder;
  private final OpenFiles files = new OpenFiles(2);

  private void append(String name, String text) throws IOException {
    files.append(folder.resolve(name), text.getBytes(StandardCharsets.UTF_8));
  }

  private String content(String name) throws IOException {
    return Files.readString(folder.resolve(name));
  }

  @Test
  void keepsOpenThoseThatWereAddedToLast() throws IOException {
    for (String name : new String[] {"a", "b", "c", "a", "b", "b", "c"}) {
      append(name, name);
      assertEquals(Math.min(2, files.size()), files.size());
    }
    assertEquals("aa", content("a"));
    assertEquals("bbb", content("b"));
    assertEquals("cc", content("c"));
  }

  @Test
  void makesAFileAnewThatWasClosedAndDeleted() throws IOException {
    append("a", "old");
    files.close(folder.resolve("a"));
    Files.delete(folder.resolve("a"));
    append("a", "new");
    assertEquals("new", content("a"));
  }

  @Test
  void keepsNothingOfAFileThatCannotBeWritten() {
    assertThrows(IOException.class, () -> append("none/a", "text"));
    assertEquals(0, files.size());
  }

  @Test
  void opensAgainWhatItClosed() throws IOException {
    append("a", "one");
    files.closeAll();
    assertEquals(0, files.size());
    append("a", " two");
    assertEquals("one two", content("a"));
  }
}
