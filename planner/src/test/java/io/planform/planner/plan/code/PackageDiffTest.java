package io.planform.planner.plan.code;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.planform.spi.provider.CodePackages.Changed;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

class PackageDiffTest {

  @Test
  void namesFilesThatComeChangeAndGo() throws IOException {
    PackageDiff diff =
        diff(
            zip(Map.of("a.js", "one\ntwo\nthree\n", "gone.js", "x\n", "same.js", "same"), 0),
            zip(Map.of("a.js", "one\n2\nthree\n", "lib/new.js", "y\n", "same.js", "same"), 0));

    assertEquals(
        List.of(
            new FileChange(
                "a.js", 14, 12, List.of("@@ -1,3 +1,3 @@", " one", "-two", "+2", " three")),
            new FileChange("gone.js", 2, -1, List.of("-x")),
            new FileChange("lib/new.js", -1, 2, List.of("+y"))),
        diff.files());
  }

  @Test
  void theSameFilesPackedAnewAreTheSame() throws IOException {
    assertTrue(
        diff(zip(Map.of("a.js", "x"), 0), zip(Map.of("a.js", "x"), 86_400_000_000L)).isSame());
  }

  @Test
  void ofWhatIsNoTextOnlyTheSizesAreTold() throws IOException {
    PackageDiff diff = diff(zip(Map.of("a.bin", "\0\1"), 0), zip(Map.of("a.bin", "\0\1\2"), 0));

    assertEquals(List.of(new FileChange("a.bin", 2, 3, List.of())), diff.files());
  }

  @Test
  void longDifferencesAreLeftOut() throws IOException {
    String many = "line\n".repeat(300);
    PackageDiff diff = diff(zip(Map.of("a.js", ""), 0), zip(Map.of("a.js", many), 0));

    assertEquals(List.of(new FileChange("a.js", 0, 1500, List.of())), diff.files());
  }

  @Test
  void aSingleFileIsComparedWithTheOneThatIsPacked() throws IOException {
    byte[] inline = "new\n".getBytes(StandardCharsets.UTF_8);
    PackageDiff diff = diff(zip(Map.of("index.js", "old\n"), 0), inline);

    assertEquals(
        List.of(new FileChange("index.js", 4, 4, List.of("@@ -1,1 +1,1 @@", "-old", "+new"))),
        diff.files());
  }

  @Test
  void whatCannotBeUnpackedIsNotCompared() throws IOException {
    byte[] archive = zip(Map.of("a.js", "some text that is long enough"), 0);
    byte[] damaged = Arrays.copyOf(archive, 45);

    assertNull(PackageDiff.of(new Changed("code", archive, damaged)));
  }

  private static PackageDiff diff(byte[] before, byte[] after) {
    PackageDiff diff = PackageDiff.of(new Changed("code", before, after));
    assertNotNull(diff);
    return diff;
  }

  private static byte[] zip(Map<String, String> files, long time) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, String> file : new TreeMap<>(files).entrySet()) {
        ZipEntry entry = new ZipEntry(file.getKey());
        entry.setTime(time);
        zip.putNextEntry(entry);
        zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
      }
    }
    return bytes.toByteArray();
  }
}
