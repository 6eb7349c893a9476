package io.planform.utility.tls;

import io.planform.spi.diagnostic.Diagnostic;
import io.planform.spi.provider.Provider.Environment;
import io.planform.spi.provider.ProviderSession.Outcome;
import io.planform.spi.provider.ProviderSession.Planned;
import io.planform.spi.provider.ProviderSession.Read;
import io.planform.spi.value.Type;
import io.planform.spi.value.Value;
import io.planform.spi.value.ValuePath;
import io.planform.utility.catalogue.Arguments;
import io.planform.utility.catalogue.Checks;
import io.planform.utility.catalogue.Declaration;
import io.planform.utility.catalogue.Faults;
import io.planform.utility.catalogue.ManagedType;
import io.planform.utility.pem.Certificates;
import io.planform.utility.pem.InvalidPem;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.jspecify.annotations.Nullable;

/**
 * What certificates have in common, whoever signs them. One whose end, or the time before it in
 * which it is to be renewed, has come is ready for renewal and replaced by the next apply.
 */
abstract class CertificateType implements ManagedType {
  private static final String READY = "ready_for_renewal";
  private static final String EARLY = "early_renewal_hours";
  private static final int SERIAL_BITS = 127;

  private final InstantSource clock;

  CertificateType(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * What is certified, and by whom.
   *
   * @param names other names of the subject, or empty
   * @param authority the identifier of the signer's key; null for none
   */
  record Content(
      X500Name subject,
      SubjectPublicKeyInfo publicKey,
      ExtensionsGenerator names,
      X500Name issuer,
      Key signer,
      byte @Nullable [] authority) {}

  static Declaration.Builder declareTerms(Declaration.Builder builder) {
    return builder
        .required("validity_period_hours", Type.NUMBER, "How long it is valid.")
        .replaces()
        .required("allowed_uses", Type.list(Type.STRING), "What its key may be used for.")
        .replaces()
        .defaulted(EARLY, Value.of(0), "How long before its end it is replaced.")
        .defaulted("is_ca_certificate", Value.of(false), "Whether it may sign others.")
        .replaces()
        .defaulted("set_subject_key_id", Value.of(false), "Whether it identifies its key.")
        .replaces()
        .computed("cert_pem", Type.STRING, "The certificate.")
        .computed(READY, Type.BOOL, "Whether it is to be replaced.")
        .computed("validity_start_time", Type.STRING, "Since when it is valid.")
        .computed("validity_end_time", Type.STRING, "Until when it is valid.")
        .computed("id", Type.STRING, "Its serial number.");
  }

  static void checkTerms(Arguments arguments, Checks checks) {
    checks.atLeast("validity_period_hours", 0).atLeast(EARLY, 0);
    for (String use : arguments.texts("allowed_uses")) {
      if (!AllowedUses.names().contains(use)) {
        checks.add(
            "allowed_uses",
            "Invalid use",
            "\"" + use + "\" is not one of " + String.join(", ", AllowedUses.names()) + ".");
      }
    }
  }

  @Override
  public List<Diagnostic> validate(Value.Obj configuration) {
    Arguments arguments = new Arguments(configuration);
    Checks checks = new Checks(arguments);
    checkTerms(arguments, checks);
    return checks.found();
  }

  @Override
  public Planned plan(Value.@Nullable Obj prior, Value.Obj configuration) {
    Planned planned = declaration().plan(prior, configuration);
    if (prior == null) {
      return planned;
    }
    Set<ValuePath> replace = new LinkedHashSet<>(planned.replace());
    boolean ready = new Arguments(prior).flag(READY);
    if (ready) {
      replace.add(ValuePath.of(READY));
    }
    boolean moved = !prior.get(EARLY).equals(planned.state().get(EARLY));
    Value.Obj state =
        ready || moved
            ? planned.state().with(READY, Declaration.unknown(Type.BOOL))
            : planned.state();
    return new Planned(state, replace, planned.diagnostics());
  }

  @Override
  public Read read(Value.Obj prior, Environment environment) {
    return Read.of(withReadiness(prior));
  }

  @Override
  public Outcome update(Value.Obj prior, Value.Obj planned, Environment environment) {
    return new Outcome.Done(withReadiness(planned));
  }

  private Value.Obj withReadiness(Value.Obj object) {
    Arguments arguments = new Arguments(object);
    Instant end = Instant.parse(arguments.text("validity_end_time", ""));
    Instant renewal = end.minus(Duration.ofHours(arguments.whole(EARLY)));
    return object.with(READY, Value.of(!clock.instant().isBefore(renewal)));
  }

  @Override
  public final Outcome create(Value.Obj planned, Environment environment) {
    try {
      return new Outcome.Done(withReadiness(issue(planned)));
    } catch (Unfit e) {
      return Faults.refused(e.diagnostic());
    } catch (OperatorCreationException | CertIOException _) {
      return Faults.refused(Diagnostic.error("Cannot sign", "The key cannot sign a certificate."));
    }
  }

  /** The object with the attributes that are the type's own, and what its certificate says. */
  abstract Value.Obj issue(Value.Obj planned)
      throws Unfit, OperatorCreationException, CertIOException;

  final Value.Obj issued(Value.Obj planned, Content content)
      throws OperatorCreationException, CertIOException {
    Arguments arguments = new Arguments(planned);
    Instant start = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    Instant end = start.plus(Duration.ofHours(arguments.whole("validity_period_hours")));
    BigInteger serial = new BigInteger(SERIAL_BITS, new SecureRandom()).add(BigInteger.ONE);
    X509v3CertificateBuilder certificate =
        new X509v3CertificateBuilder(
            content.issuer(),
            serial,
            Date.from(start),
            Date.from(end),
            content.subject(),
            content.publicKey());
    for (Extension extension : extensions(arguments, content)) {
      certificate.addExtension(extension);
    }
    X509CertificateHolder signed = certificate.build(content.signer().signer());
    return planned
        .with("cert_pem", Value.of(Certificates.text(Encoding.of(signed))))
        .with("validity_start_time", Value.of(DateTimeFormatter.ISO_INSTANT.format(start)))
        .with("validity_end_time", Value.of(DateTimeFormatter.ISO_INSTANT.format(end)))
        .with("id", Value.of(serial.toString()));
  }

  private static List<Extension> extensions(Arguments arguments, Content content) {
    ExtensionsGenerator extensions = new ExtensionsGenerator();
    AllowedUses.add(arguments.texts("allowed_uses"), extensions);
    boolean signs = arguments.flag("is_ca_certificate");
    Encoding.add(extensions, Extension.basicConstraints, true, new BasicConstraints(signs));
    if (signs || arguments.flag("set_subject_key_id")) {
      Encoding.add(
          extensions,
          Extension.subjectKeyIdentifier,
          false,
          new SubjectKeyIdentifier(keyId(content.publicKey())));
    }
    if (content.authority() != null) {
      Encoding.add(
          extensions,
          Extension.authorityKeyIdentifier,
          false,
          new AuthorityKeyIdentifier(content.authority()));
    }
    List<Extension> all = new ArrayList<>(all(extensions));
    all.addAll(all(content.names()));
    return all;
  }

  private static List<Extension> all(ExtensionsGenerator generator) {
    if (generator.isEmpty()) {
      return List.of();
    }
    Extensions extensions = generator.generate();
    return List.of(extensions.getExtensionOIDs()).stream().map(extensions::getExtension).toList();
  }

  /** SHA-1 of the public key: RFC 5280, 4.2.1.2, the first way. */
  static byte[] keyId(SubjectPublicKeyInfo publicKey) {
    return KeyForms.digest("SHA-1", publicKey.getPublicKeyData().getBytes());
  }

  static Key key(Arguments arguments, String argument) throws Unfit {
    try {
      return Key.parse(arguments.text(argument, ""));
    } catch (InvalidPem e) {
      throw new Unfit(Unreadable.at(argument, e));
    }
  }

  /** An argument is not what a certificate can be made of. */
  static final class Unfit extends Exception {
    private final transient Diagnostic diagnostic;

    Unfit(Diagnostic diagnostic) {
      super(diagnostic.detail());
      this.diagnostic = diagnostic;
    }

    Diagnostic diagnostic() {
      return diagnostic;
    }
  }
}
