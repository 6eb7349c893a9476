package io.planform.utility.random;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.planform.spi.provider.ProviderSession.Kind;
import io.planform.spi.provider.ProviderSession.Opened;
import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import io.planform.utility.catalogue.Arguments;
import io.planform.utility.catalogue.Lifecycle;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.bouncycastle.crypto.generators.OpenBSDBCrypt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RandomTest {
  private static final Value KEEPERS = new Value.MapOf(Type.STRING, Map.of("a", Value.of("1")));
  private static final Value LIST = Value.ofStrings(List.of("a", "b", "c"));

  private final Lifecycle random = new Lifecycle(new RandomProvider(), Path.of(""));

  private static Map<String, Value> arguments(String type) {
    return switch (type) {
      case "random_bytes", "random_password", "random_string" -> Map.of("length", Value.of(16));
      case "random_id" -> Map.of("byte_length", Value.of(8));
      case "random_integer" -> Map.of("min", Value.of(-3), "max", Value.of(3));
      case "random_shuffle" -> Map.of("input", LIST);
      default -> Map.of();
    };
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "random_bytes",
        "random_id",
        "random_integer",
        "random_password",
        "random_pet",
        "random_shuffle",
        "random_string",
        "random_uuid"
      })
  void drawsOnceAndAnewWhenAKeeperChanges(String type) {
    Value.Obj made = random.create(type, arguments(type));
    Map<String, Value> kept = new java.util.HashMap<>(arguments(type));
    kept.put("keepers", KEEPERS);
    assertEquals(Map.of("keepers", "replace"), random.changes(type, made, kept));
    random.delete(type, made);
  }

  @Test
  void idsAreTheSameBytesInEachForm() {
    Arguments id =
        new Arguments(
            random.create(
                "random_id", Map.of("byte_length", Value.of(5), "prefix", Value.of("p-"))));
    byte[] bytes = Base64.getUrlDecoder().decode(id.text("id"));
    assertEquals(5, bytes.length);
    assertEquals("p-" + id.text("id"), id.text("b64_url"));
    assertEquals("p-" + HexFormat.of().formatHex(bytes), id.text("hex"));
    assertEquals("p-" + new BigInteger(1, bytes), id.text("dec"));
    assertEquals("p-" + Base64.getEncoder().encodeToString(bytes), id.text("b64_std"));
    assertEquals(
        id.values().with("keepers", id.values().get("keepers")),
        random.imported("random_id", "p-," + id.text("id")));
  }

  @Test
  void passwordsHaveTheCharactersThatAreAskedFor() {
    Arguments password =
        new Arguments(
            random.create(
                "random_password",
                Map.of(
                    "length", Value.of(12),
                    "upper", Value.of(false),
                    "min_numeric", Value.of(4),
                    "min_special", Value.of(2),
                    "override_special", Value.of("_~"))));
    String text = password.text("result", "");
    assertTrue(text.matches("[a-z0-9_~]{12}"), text);
    assertTrue(text.replaceAll("[^0-9]", "").length() >= 4);
    assertTrue(text.replaceAll("[^_~]", "").length() >= 2);
    assertEquals("none", password.text("id"));
    String hash = password.text("bcrypt_hash", "");
    assertTrue(OpenBSDBCrypt.checkPassword(hash, text.toCharArray()));
    assertEquals(Value.of(true), password.values().get("number"));
  }

  @Test
  void theOldNameOfNumericStillCounts() {
    Arguments string =
        new Arguments(
            random.create(
                "random_string", Map.of("length", Value.of(40), "number", Value.of(false))));
    assertFalse(string.flag("numeric"));
    assertFalse(string.text("result", "").matches(".*\\d.*"));
    assertEquals(string.text("result"), string.text("id"));
  }

  @Test
  void passwordsAreNotShown() {
    var attributes = new RandomProvider().resourceTypes().get("random_password").attributes();
    assertTrue(attributes.get("result").sensitive());
    assertTrue(attributes.get("bcrypt_hash").sensitive());
    assertFalse(
        new RandomProvider()
            .resourceTypes()
            .get("random_string")
            .attributes()
            .get("result")
            .sensitive());
  }

  @Test
  void ephemeralPasswordsAreOthersEachTime() {
    Value.Obj configuration =
        random.configuration(Kind.EPHEMERAL, "random_password", Map.of("length", Value.of(30)));
    Opened one = random.session().openEphemeral("random_password", configuration);
    Opened other = random.session().openEphemeral("random_password", configuration);
    assertEquals(List.of(), one.diagnostics());
    assertEquals(30, new Arguments(one.value()).text("result", "").length());
    assertNotEquals(one.value().get("result"), other.value().get("result"));
    assertEquals(List.of(), random.session().closeEphemeral("random_password", one.handle()));
  }

  @Test
  void aSeedGivesTheSameEachTime() {
    Map<String, Value> given = Map.of("input", LIST, "seed", Value.of("x"));
    assertEquals(random.create("random_shuffle", given), random.create("random_shuffle", given));
  }

  @Test
  void shufflesAgainForMoreThanThereAre() {
    Arguments shuffled =
        new Arguments(
            random.create("random_shuffle", Map.of("input", LIST, "result_count", Value.of(7))));
    List<String> result = shuffled.texts("result");
    assertEquals(7, result.size());
    assertEquals(List.of("a", "b", "c"), result.subList(0, 3).stream().sorted().toList());
    assertEquals(List.of("a", "b", "c"), result.subList(3, 6).stream().sorted().toList());
  }

  @Test
  void petsHaveWordsWithASeparator() {
    Arguments pet =
        new Arguments(
            random.create(
                "random_pet",
                Map.of(
                    "length", Value.of(4),
                    "prefix", Value.of("my"),
                    "separator", Value.of("_"))));
    assertTrue(pet.text("id", "").matches("my(_[a-z]+){4}"), pet.text("id"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "random_integer | 5,1,9",
        "random_integer | 5,1,9,seed",
        "random_uuid | 6ba7b810-9dad-11d1-80b4-00c04fd430c8",
        "random_string | abc",
        "random_password | abc",
        "random_bytes | AQID",
        "random_id | _w"
      })
  void imports(String type, String id) {
    assertTrue(random.imported(type, id).isWhollyKnown());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "random_integer | 5,1",
        "random_integer | x,1,9",
        "random_uuid | 6ba7b810",
        "random_bytes | ?",
        "random_id | ???",
        "random_pet | some-pet"
      })
  void refusesToImport(String type, String id) {
    assertEquals(1, random.session().importObject(type, id).diagnostics().size());
  }

  @Test
  void refusesWhatCannotBeDrawn() {
    assertEquals(
        List.of("Empty range"),
        random.faults(
            Kind.MANAGED, "random_integer", Map.of("min", Value.of(2), "max", Value.of(1))));
    assertEquals(
        List.of("Too short"),
        random.faults(
            Kind.MANAGED,
            "random_password",
            Map.of("length", Value.of(2), "min_upper", Value.of(3))));
    assertEquals(
        List.of("Invalid number"),
        random.faults(Kind.EPHEMERAL, "random_password", Map.of("length", Value.of(0))));
    Value no = Value.of(false);
    assertEquals(
        List.of("No characters"),
        random.faults(
            Kind.MANAGED,
            "random_string",
            Map.of("length", Value.of(2), "upper", no, "lower", no, "numeric", no, "special", no)));
  }
}
