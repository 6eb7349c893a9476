package io.planform.store.secret;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.planform.store.StoreException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnvelopeCipherTest {
  private static final String KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
  private static final String SECRET = "correct horse battery staple";

  @TempDir Path folder;
  private Path file;
  private EnvelopeCipher cipher;

  @BeforeEach
  void nameKey() {
    file = folder.resolve("keys/state.key");
    cipher = new EnvelopeCipher(new KeySource.KeyFile(file));
  }

  @Test
  void opensWhatItSealed() throws StoreException {
    byte[] sealed = cipher.seal(SECRET, "row 1");
    assertFalse(new String(sealed, StandardCharsets.ISO_8859_1).contains("horse"));
    assertEquals(SECRET, new EnvelopeCipher(new KeySource.KeyFile(file)).open(sealed, "row 1"));
  }

  @Test
  void sealsTheSameTextDifferentlyEachTime() throws StoreException {
    assertFalse(Arrays.equals(cipher.seal(SECRET, "row 1"), cipher.seal(SECRET, "row 1")));
  }

  @Test
  void refusesASealedTextInAnothersPlace() throws StoreException {
    byte[] sealed = cipher.seal(SECRET, "row 1");
    assertRefused("encrypted row 2 was changed or is not in its place", cipher, sealed, "row 2");
  }

  @Test
  void refusesEveryChangedByteAndEveryTruncation() throws StoreException {
    byte[] sealed = cipher.seal(SECRET, "row 1");
    for (int i = 0; i < sealed.length; i++) {
      byte[] changed = sealed.clone();
      changed[i] ^= 1;
      assertThrows(StoreException.class, () -> cipher.open(changed, "row 1"));
      byte[] shorter = Arrays.copyOf(sealed, i);
      assertThrows(StoreException.class, () -> cipher.open(shorter, "row 1"));
    }
  }

  @Test
  void makesAKeyFileThatOnlyItsOwnerCanRead() throws Exception {
    cipher.seal(SECRET, "row 1");
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    assertEquals(
        "rwx------",
        PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())));
  }

  @Test
  void neverMakesAKeyToOpenSomething() throws Exception {
    byte[] sealed = cipher.seal(SECRET, "row 1");
    Files.delete(file);
    assertRefused(
        "state.key is missing", new EnvelopeCipher(new KeySource.KeyFile(file)), sealed, "row 1");
    assertFalse(Files.exists(file));
  }

  @Test
  void namesBothKeysWhenItHasTheWrongOne() throws Exception {
    byte[] sealed = cipher.seal(SECRET, "row 1");
    assertRefused(
        "and this is the key 630dcd2966c43366. Use the former.",
        new EnvelopeCipher(new KeySource.Command("echo " + KEY)),
        sealed,
        "row 1");
  }

  @Test
  void refusesAKeyFileThatIsOpenToOthers() throws Exception {
    byte[] sealed = cipher.seal(SECRET, "row 1");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    assertRefused(
        "is open to other users. Run: chmod 600 " + file,
        new EnvelopeCipher(new KeySource.KeyFile(file)),
        sealed,
        "row 1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "secret-words", "c2VjcmV0LXdvcmRz", KEY + KEY})
  void refusesWhatIsNoKeyWithoutRepeatingIt(String text) throws Exception {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    StoreException refused = assertThrows(StoreException.class, () -> cipher.seal(SECRET, "row 1"));
    assertEquals(
        "The key in "
            + file
            + " is not 32 bytes in Base64. Such a key is printed by: openssl rand -base64 32",
        refused.getMessage());
  }

  @Test
  void aNewKeySealsAndTheFormerStillOpens() throws Exception {
    byte[] before = cipher.seal(SECRET, "row 1");
    byte[] mark = cipher.mark();
    cipher.renewMasterKey();
    byte[] after = cipher.seal(SECRET, "row 1");
    assertFalse(Arrays.equals(mark, cipher.mark()));
    assertTrue(startsWith(before, mark) && startsWith(after, cipher.mark()));
    EnvelopeCipher next = new EnvelopeCipher(new KeySource.KeyFile(file));
    assertEquals(SECRET, next.open(before, "row 1"));
    assertEquals(SECRET, next.open(after, "row 1"));
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    Files.writeString(file, Files.readAllLines(file).getFirst());
    assertRefused(
        "Use the former", new EnvelopeCipher(new KeySource.KeyFile(file)), before, "row 1");
  }

  @Test
  void findsAKeyThatCameAfterItLoadedTheOthers() throws StoreException {
    cipher.seal(SECRET, "row 1");
    EnvelopeCipher rotating = new EnvelopeCipher(new KeySource.KeyFile(file));
    rotating.renewMasterKey();
    assertEquals(SECRET, cipher.open(rotating.seal(SECRET, "row 1"), "row 1"));
    assertTrue(Arrays.equals(rotating.mark(), cipher.mark()));
  }

  @Test
  void keepsEveryFormerKey() throws Exception {
    cipher.seal(SECRET, "row 1");
    for (int i = 0; i < 3; i++) {
      new EnvelopeCipher(new KeySource.KeyFile(file)).renewMasterKey();
    }
    assertEquals(4, Files.readAllLines(file).size());
  }

  @ParameterizedTest
  @ValueSource(strings = {",", "\\n", " "})
  void theFirstOfSeveralKeysSeals(String between) throws Exception {
    String newest = Base64.getEncoder().encodeToString(new byte[32]);
    EnvelopeCipher former = new EnvelopeCipher(new KeySource.Command("printf " + KEY));
    EnvelopeCipher both =
        new EnvelopeCipher(new KeySource.Command("printf '" + newest + between + KEY + "'"));
    EnvelopeCipher latter = new EnvelopeCipher(new KeySource.Command("printf " + newest));
    assertEquals(SECRET, both.open(former.seal(SECRET, "row 1"), "row 1"));
    assertEquals(SECRET, latter.open(both.seal(SECRET, "row 1"), "row 1"));
  }

  @Test
  void cannotPutANewKeyWhereACommandPrintsIt() {
    EnvelopeCipher printed = new EnvelopeCipher(new KeySource.Command("printf " + KEY));
    StoreException refused = assertThrows(StoreException.class, printed::renewMasterKey);
    assertTrue(
        refused.getMessage().contains("Put a new key before it"), () -> refused.getMessage());
  }

  private static boolean startsWith(byte[] sealed, byte[] mark) {
    return Arrays.equals(Arrays.copyOf(sealed, mark.length), mark);
  }

  @Test
  void takesTheKeyFromACommand() throws StoreException {
    EnvelopeCipher first = new EnvelopeCipher(new KeySource.Command("echo " + KEY));
    EnvelopeCipher second = new EnvelopeCipher(new KeySource.Command("printf " + KEY));
    assertEquals(SECRET, second.open(first.seal(SECRET, "row 1"), "row 1"));
  }

  @Test
  void saysHowAKeyCommandFailed() {
    EnvelopeCipher failing = new EnvelopeCipher(new KeySource.Command("exit 3"));
    StoreException refused =
        assertThrows(StoreException.class, () -> failing.seal(SECRET, "row 1"));
    assertEquals("The key command failed with exit 3.", refused.getMessage());
  }

  @Test
  void saysWhichVariableIsMissing() {
    EnvelopeCipher without = new EnvelopeCipher(new KeySource.Variable("PLANFORM_NO_SUCH_KEY"));
    StoreException refused =
        assertThrows(StoreException.class, () -> without.seal(SECRET, "row 1"));
    assertEquals("The environment variable PLANFORM_NO_SUCH_KEY has no key.", refused.getMessage());
  }

  @Test
  void prefersTheVariableToTheCommandToTheFile() {
    assertEquals(
        new KeySource.Variable("PLANFORM_STATE_KEY"),
        KeySource.ofStates(
            Map.of("PLANFORM_STATE_KEY", KEY, "PLANFORM_STATE_KEY_COMMAND", "pass"), folder));
    assertEquals(
        new KeySource.Command("pass"),
        KeySource.ofStates(Map.of("PLANFORM_STATE_KEY_COMMAND", "pass"), folder));
    assertEquals(new KeySource.KeyFile(file), KeySource.ofStates(Map.of(), folder));
  }

  @Test
  void makesOneKeyWhenManyNeedItAtOnce() throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<byte[]>> sealers = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        sealers.add(() -> new EnvelopeCipher(new KeySource.KeyFile(file)).seal(SECRET, "row 1"));
      }
      for (Future<byte[]> sealed : threads.invokeAll(sealers)) {
        assertEquals(SECRET, cipher.open(sealed.get(), "row 1"));
      }
    }
  }

  private static void assertRefused(
      String message, EnvelopeCipher cipher, byte[] sealed, String identity) {
    StoreException refused =
        assertThrows(StoreException.class, () -> cipher.open(sealed, identity));
    assertTrue(refused.getMessage().contains(message), refused.getMessage());
    assertFalse(refused.getMessage().contains("horse"), refused.getMessage());
  }
}
