package io.planform.utility.tls;

import io.planform.spi.provider.Schema.Block;
import io.planform.spi.provider.Schema.Change;
import io.planform.spi.provider.Schema.Nesting;
import io.planform.spi.value.Type;
import io.planform.utility.catalogue.Arguments;
import io.planform.utility.catalogue.Checks;
import io.planform.utility.catalogue.Declaration;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.util.IPAddress;

/** Whom a certificate is for: a distinguished name and other names. */
final class Subject {
  /** In the order in which a name has them. */
  private static final SequencedMap<String, ASN1ObjectIdentifier> PARTS = parts();

  private static final String STREET = "street_address";

  private Subject() {}

  private static SequencedMap<String, ASN1ObjectIdentifier> parts() {
    SequencedMap<String, ASN1ObjectIdentifier> parts = new LinkedHashMap<>();
    parts.put("country", BCStyle.C);
    parts.put("organization", BCStyle.O);
    parts.put("organizational_unit", BCStyle.OU);
    parts.put("locality", BCStyle.L);
    parts.put("province", BCStyle.ST);
    parts.put(STREET, BCStyle.STREET);
    parts.put("postal_code", BCStyle.POSTAL_CODE);
    parts.put("common_name", BCStyle.CN);
    parts.put("serial_number", BCStyle.SERIALNUMBER);
    return parts;
  }

  static Declaration.Builder declare(Declaration.Builder builder) {
    Declaration.Builder subject = Declaration.builder();
    PARTS
        .keySet()
        .forEach(
            part ->
                subject
                    .optional(
                        part,
                        part.equals(STREET) ? Type.list(Type.STRING) : Type.STRING,
                        "Part of the distinguished name.")
                    .replaces());
    return builder
        .optional("dns_names", Type.list(Type.STRING), "Names of hosts.")
        .replaces()
        .optional("ip_addresses", Type.list(Type.STRING), "Addresses of hosts.")
        .replaces()
        .optional("uris", Type.list(Type.STRING), "URIs.")
        .replaces()
        .block(new Block("subject", Nesting.LIST, 0, 1, Change.REPLACES, subject.build().schema()));
  }

  static void check(Arguments arguments, Checks checks) {
    for (String address : arguments.texts("ip_addresses")) {
      if (!IPAddress.isValid(address)) {
        checks.add("ip_addresses", "Invalid IP address", "\"" + address + "\" is no IP address.");
      }
    }
    for (String uri : arguments.texts("uris")) {
      if (!isUri(uri)) {
        checks.add("uris", "Invalid URI", "\"" + uri + "\" is no URI.");
      }
    }
  }

  private static boolean isUri(String text) {
    try {
      return !new URI(text).toString().isEmpty();
    } catch (URISyntaxException _) {
      return false;
    }
  }

  static X500Name name(Arguments arguments) {
    X500NameBuilder name = new X500NameBuilder(BCStyle.INSTANCE);
    for (Arguments subject : arguments.blocks("subject")) {
      PARTS.forEach(
          (part, identifier) -> {
            String text = subject.text(part, "");
            if (!text.isEmpty()) {
              name.addRDN(identifier, text);
            }
            subject.texts(part).forEach(line -> name.addRDN(identifier, line));
          });
    }
    return name.build();
  }

  /** Adds the other names, if there are any. */
  static void addNames(Arguments arguments, ExtensionsGenerator extensions) {
    List<GeneralName> names = new ArrayList<>();
    add(names, GeneralName.dNSName, arguments.texts("dns_names"));
    add(names, GeneralName.iPAddress, arguments.texts("ip_addresses"));
    add(names, GeneralName.uniformResourceIdentifier, arguments.texts("uris"));
    if (!names.isEmpty()) {
      Encoding.add(
          extensions,
          Extension.subjectAlternativeName,
          false,
          new GeneralNames(names.toArray(GeneralName[]::new)));
    }
  }

  private static void add(List<GeneralName> names, int kind, List<String> texts) {
    texts.forEach(text -> names.add(new GeneralName(kind, text)));
  }
}
