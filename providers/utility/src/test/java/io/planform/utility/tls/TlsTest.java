package io.planform.utility.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.planform.spi.provider.ProviderSession.Kind;
import io.planform.spi.provider.ProviderSession.Operation;
import io.planform.spi.provider.ProviderSession.Outcome;
import io.planform.spi.provider.ProviderSession.Read;
import io.planform.spi.value.Value;
import io.planform.utility.catalogue.Lifecycle;
import io.planform.utility.pem.Certificates;
import io.planform.utility.pem.InvalidPem;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TlsTest {
  /** Made by ssh-keygen -t ed25519 of OpenSSH, which also told the line and the fingerprints. */
  private static final String OPENSSH_KEY =
      """
      -----BEGIN OPENSSH PRIVATE KEY-----
      b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQAAAAAAAAABAAAAMwAAAAtzc2gtZW
      QyNTUxOQAAACAtzAW6COZ2kznknBeAKWXO2jasDHo8qOBLfOmuORK+GAAAAIjP/FIIz/xS
      CAAAAAtzc2gtZWQyNTUxOQAAACAtzAW6COZ2kznknBeAKWXO2jasDHo8qOBLfOmuORK+GA
      AAAEDRoZ6u81D+sxJX89b4QLU6GBn/ct+CkLfdpeqMzJ0U8y3MBboI5naTOeScF4ApZc7a
      NqwMejyo4Et86a45Er4YAAAAAAECAwQF
      -----END OPENSSH PRIVATE KEY-----
      """;

  private static final String OPENSSH_LINE =
      "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIC3MBboI5naTOeScF4ApZc7aNqwMejyo4Et86a45Er4Y";

  @TempDir Path module;
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private Lifecycle tls;

  @BeforeEach
  void start() {
    tls = new Lifecycle(new TlsProvider(() -> now, Duration.ofMinutes(1)), module);
  }

  private Value.Obj key(String algorithm, String curve) {
    return tls.create(
        "tls_private_key",
        Map.of(
            "algorithm", Value.of(algorithm),
            "ecdsa_curve", Value.of(curve),
            "rsa_bits", Value.of(1024)));
  }

  private Value.Obj read(String type, Map<String, Value> given) {
    Read read = tls.session().readData(type, tls.configuration(Kind.DATA, type, given));
    assertEquals(List.of(), read.diagnostics());
    return read.state();
  }

  private static String text(Value.Obj object, String name) {
    return ((Value.Str) object.get(name)).value();
  }

  @ParameterizedTest
  @CsvSource({
    "RSA, P224, RSA PRIVATE KEY, ssh-rsa",
    "ECDSA, P256, EC PRIVATE KEY, ecdsa-sha2-nistp256",
    "ECDSA, P384, EC PRIVATE KEY, ecdsa-sha2-nistp384",
    "ECDSA, P521, EC PRIVATE KEY, ecdsa-sha2-nistp521",
    "ED25519, P224, PRIVATE KEY, ssh-ed25519"
  })
  void everyFormOfAKeyIsTheSameKey(String algorithm, String curve, String label, String name) {
    Value.Obj key = key(algorithm, curve);
    assertTrue(text(key, "private_key_pem").startsWith("-----BEGIN " + label + "-----\n"));
    assertTrue(text(key, "public_key_openssh").startsWith(name + " "));
    Map<String, Value> forms =
        Map.of(
            "private_key_pem", key.get("private_key_pem"),
            "private_key_pem_pkcs8", key.get("private_key_pem_pkcs8"),
            "private_key_openssh", key.get("private_key_openssh"));
    forms.forEach(
        (form, value) -> {
          String argument = form.endsWith("openssh") ? form : "private_key_pem";
          Value.Obj open = read("tls_public_key", Map.of(argument, value));
          for (String same :
              List.of(
                  "algorithm",
                  "public_key_pem",
                  "public_key_openssh",
                  "public_key_fingerprint_md5",
                  "public_key_fingerprint_sha256",
                  "id")) {
            assertEquals(key.get(same), open.get(same), form + " " + same);
          }
        });
  }

  @Test
  void sshDoesNotKnowACurveOf224Bits() {
    Value.Obj key = key("ECDSA", "P224");
    assertEquals(Value.of(""), key.get("private_key_openssh"));
    assertEquals(Value.of(""), key.get("public_key_openssh"));
    assertEquals(Value.of(""), key.get("public_key_fingerprint_md5"));
  }

  @Test
  void readsAKeyOfOpenSsh() {
    Value.Obj open = read("tls_public_key", Map.of("private_key_openssh", Value.of(OPENSSH_KEY)));
    assertEquals(Value.of(OPENSSH_LINE + "\n"), open.get("public_key_openssh"));
    assertEquals(
        Value.of("c0:97:7e:de:8f:5f:dc:28:97:4c:fa:5f:c9:06:e6:19"),
        open.get("public_key_fingerprint_md5"));
    assertEquals(
        Value.of("SHA256:00+h+L12CsTmeAGyrYvOvvl7GLQbWqWIUDtO84gnXrE"),
        open.get("public_key_fingerprint_sha256"));
  }

  @Test
  void privateKeysAreSensitive() {
    TlsProvider provider = new TlsProvider(() -> now, Duration.ofMinutes(1));
    Stream.concat(
            provider.resourceTypes().values().stream(), provider.dataSources().values().stream())
        .flatMap(schema -> schema.attributes().values().stream())
        .filter(attribute -> attribute.name().contains("private_key"))
        .forEach(attribute -> assertTrue(attribute.sensitive(), attribute.name()));
  }

  private static Value subject(String commonName) {
    SequencedMap<String, Value> subject = new LinkedHashMap<>();
    subject.put("common_name", Value.of(commonName));
    subject.put("organization", Value.of("Acme, Inc."));
    subject.put("street_address", Value.ofStrings(List.of("Main Street 1")));
    Value.Obj block = new Value.Obj(subject);
    return new Value.ListOf(block.type(), List.of(block));
  }

  private Map<String, Value> authority(Value.Obj key) {
    return Map.of(
        "private_key_pem", key.get("private_key_pem"),
        "subject", subject("Authority"),
        "validity_period_hours", Value.of(48),
        "early_renewal_hours", Value.of(24),
        "is_ca_certificate", Value.of(true),
        "set_authority_key_id", Value.of(true),
        "allowed_uses", Value.ofStrings(List.of("cert_signing", "crl_signing")));
  }

  private static X509Certificate certificate(Value.Obj object) throws InvalidPem {
    return Certificates.parse(text(object, "cert_pem")).getFirst();
  }

  @ParameterizedTest
  @CsvSource({"RSA, P224", "ECDSA, P256", "ECDSA, P384", "ECDSA, P521", "ED25519, P224"})
  void anAuthoritySignsWhatIsRequested(String algorithm, String curve)
      throws InvalidPem, GeneralSecurityException {
    Value.Obj authorityKey = key(algorithm, curve);
    Value.Obj authority = tls.create("tls_self_signed_cert", authority(authorityKey));
    assertEquals(Value.of(algorithm), authority.get("key_algorithm"));
    X509Certificate root = certificate(authority);
    root.verify(root.getPublicKey());
    assertEquals(Integer.MAX_VALUE, root.getBasicConstraints());

    Value.Obj request =
        tls.create(
            "tls_cert_request",
            Map.of(
                "private_key_pem", key("ECDSA", "P256").get("private_key_pem"),
                "subject", subject("Server"),
                "dns_names", Value.ofStrings(List.of("a.test")),
                "ip_addresses", Value.ofStrings(List.of("127.0.0.1", "::1")),
                "uris", Value.ofStrings(List.of("spiffe://a/b"))));
    Value.Obj signed =
        tls.create(
            "tls_locally_signed_cert",
            Map.of(
                "cert_request_pem", request.get("cert_request_pem"),
                "ca_private_key_pem", authorityKey.get("private_key_pem"),
                "ca_cert_pem", authority.get("cert_pem"),
                "validity_period_hours", Value.of(1),
                "set_subject_key_id", Value.of(true),
                "allowed_uses",
                    Value.ofStrings(List.of("digital_signature", "server_auth", "encipher_only"))));
    X509Certificate leaf = certificate(signed);
    leaf.verify(root.getPublicKey());
    assertEquals(root.getSubjectX500Principal(), leaf.getIssuerX500Principal());
    assertEquals(
        "CN=Server,STREET=Main Street 1,O=Acme\\, Inc.", leaf.getSubjectX500Principal().getName());
    assertEquals(
        List.of("a.test", "127.0.0.1", "0:0:0:0:0:0:0:1", "spiffe://a/b"),
        leaf.getSubjectAlternativeNames().stream().map(name -> name.get(1)).toList());
    assertEquals(List.of("1.3.6.1.5.5.7.3.1"), leaf.getExtendedKeyUsage());
    assertTrue(leaf.getKeyUsage()[0] && leaf.getKeyUsage()[7] && !leaf.getKeyUsage()[5]);
    assertEquals(-1, leaf.getBasicConstraints());
    assertEquals(Value.of("2026-01-01T00:00:00Z"), signed.get("validity_start_time"));
    assertEquals(Value.of("2026-01-01T01:00:00Z"), signed.get("validity_end_time"));
    assertEquals(Instant.parse("2026-01-01T01:00:00Z"), leaf.getNotAfter().toInstant());
    assertEquals(Value.of(leaf.getSerialNumber().toString()), signed.get("id"));
  }

  @Test
  void aCertificateIsReplacedBeforeItsEnd() {
    Map<String, Value> arguments = authority(key("ED25519", "P224"));
    Value.Obj made = tls.create("tls_self_signed_cert", arguments);
    assertEquals(Value.of(false), made.get("ready_for_renewal"));
    now = now.plus(Duration.ofHours(24));
    Value.Obj live = tls.session().read("tls_self_signed_cert", made).state();
    assertEquals(Value.of(true), live.get("ready_for_renewal"));
    assertEquals(
        Map.of("ready_for_renewal", "replace"),
        tls.changes("tls_self_signed_cert", live, arguments));

    Map<String, Value> later = new LinkedHashMap<>(arguments);
    later.put("early_renewal_hours", Value.of(1));
    Value.Obj updated = tls.update("tls_self_signed_cert", made, later);
    assertEquals(Value.of(false), updated.get("ready_for_renewal"));
    assertEquals(made.get("cert_pem"), updated.get("cert_pem"));
  }

  @Test
  void tellsWhatCertificatesSay() {
    Value.Obj made = tls.create("tls_self_signed_cert", authority(key("ECDSA", "P224")));
    Value.Obj read = read("tls_certificate", Map.of("content", made.get("cert_pem")));
    Value.Obj facts = (Value.Obj) read.get("certificates").elements().getFirst();
    assertEquals(made.get("cert_pem"), facts.get("cert_pem"));
    assertEquals(made.get("id"), facts.get("serial_number"));
    assertEquals(Value.of(true), facts.get("is_ca"));
    assertEquals(Value.of("CN=Authority,STREET=Main Street 1,O=Acme\\, Inc."), facts.get("issuer"));
    assertEquals(facts.get("issuer"), facts.get("subject"));
    assertEquals(Value.of("2026-01-03T00:00:00Z"), facts.get("not_after"));
    assertEquals(Value.of("ECDSA"), facts.get("public_key_algorithm"));
    assertEquals(Value.of("ECDSA-SHA256"), facts.get("signature_algorithm"));
    assertEquals(Value.of(3), facts.get("version"));
  }

  @Test
  void refusesAKeyThatIsNotTheAuthoritys() {
    Value.Obj authority = tls.create("tls_self_signed_cert", authority(key("ECDSA", "P256")));
    Value.Obj other = key("ECDSA", "P256");
    Value.Obj request =
        tls.create("tls_cert_request", Map.of("private_key_pem", other.get("private_key_pem")));
    assertEquals(
        "The private key is not the one of the certificate \"ca_cert_pem\".",
        refusal(
            "tls_locally_signed_cert",
            Map.of(
                "cert_request_pem", request.get("cert_request_pem"),
                "ca_private_key_pem", other.get("private_key_pem"),
                "ca_cert_pem", authority.get("cert_pem"),
                "validity_period_hours", Value.of(1),
                "allowed_uses", Value.ofStrings(List.of()))));
  }

  private String refusal(String type, Map<String, Value> given) {
    Value.Obj configuration = tls.configuration(type, given);
    Value.Obj planned = tls.session().plan(type, null, configuration).state();
    Operation operation = new Operation("1", "l", 1, Duration.ofMinutes(1));
    return tls.session().create(type, planned, configuration, operation)
            instanceof Outcome.Refused refused
        ? refused.diagnostics().getFirst().detail()
        : "";
  }

  @Test
  void messagesDoNotShowTheKey() {
    String reason =
        refusal(
            "tls_cert_request",
            Map.of(
                "private_key_pem",
                Value.of(
                    "-----BEGIN RSA PRIVATE KEY-----\nc2VjcmV0\n-----END RSA PRIVATE KEY-----\n")));
    assertEquals("\"private_key_pem\" cannot be used: the key in it cannot be read.", reason);
    assertFalse(Key.ed25519().toString().contains("@"));
    assertEquals(
        "\"private_key_pem\" cannot be used: it has no block \"BEGIN … PRIVATE KEY\".",
        refusal("tls_cert_request", Map.of("private_key_pem", Value.of("secret"))));
  }

  @Test
  void refusesWhatIsNoCertificate() {
    assertEquals(
        List.of("Invalid number", "Invalid use", "Invalid IP address", "Invalid URI"),
        tls.faults(
            Kind.MANAGED,
            "tls_self_signed_cert",
            Map.of(
                "validity_period_hours", Value.of(-1),
                "allowed_uses", Value.ofStrings(List.of("anything")),
                "ip_addresses", Value.ofStrings(List.of("1.2.3")),
                "uris", Value.ofStrings(List.of("a b")))));
    assertEquals(
        List.of("Invalid value", "Invalid number"),
        tls.faults(
            Kind.MANAGED,
            "tls_private_key",
            Map.of("algorithm", Value.of("DSA"), "rsa_bits", Value.of(512))));
    assertEquals(
        List.of("Invalid URL"),
        tls.faults(Kind.DATA, "tls_certificate", Map.of("url", Value.of("tls://host"))));
  }

  @Test
  void anEphemeralKeyIsAnotherOneEachTime() {
    Value.Obj arguments =
        tls.configuration(
            Kind.EPHEMERAL, "tls_private_key", Map.of("algorithm", Value.of("ED25519")));
    Value.Obj one = tls.session().openEphemeral("tls_private_key", arguments).value();
    Value.Obj two = tls.session().openEphemeral("tls_private_key", arguments).value();
    assertNotEquals(one.get("id"), two.get("id"));
    assertTrue(one.isWhollyKnown());
  }
}
