package io.planform.utility.tls;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeSet;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;

/** What a certificate's key may be used for: RFC 5280, 4.2.1.3 and 4.2.1.12, and makers' own. */
final class AllowedUses {
  private static final Map<String, Integer> USAGES =
      Map.of(
          "digital_signature", KeyUsage.digitalSignature,
          "content_commitment", KeyUsage.nonRepudiation,
          "key_encipherment", KeyUsage.keyEncipherment,
          "data_encipherment", KeyUsage.dataEncipherment,
          "key_agreement", KeyUsage.keyAgreement,
          "cert_signing", KeyUsage.keyCertSign,
          "crl_signing", KeyUsage.cRLSign,
          "encipher_only", KeyUsage.encipherOnly,
          "decipher_only", KeyUsage.decipherOnly);

  private static final SequencedMap<String, KeyPurposeId> PURPOSES = purposes();

  private AllowedUses() {}

  private static SequencedMap<String, KeyPurposeId> purposes() {
    SequencedMap<String, KeyPurposeId> purposes = new LinkedHashMap<>();
    purposes.put("any_extended", KeyPurposeId.anyExtendedKeyUsage);
    purposes.put("server_auth", KeyPurposeId.id_kp_serverAuth);
    purposes.put("client_auth", KeyPurposeId.id_kp_clientAuth);
    purposes.put("code_signing", KeyPurposeId.id_kp_codeSigning);
    purposes.put("email_protection", KeyPurposeId.id_kp_emailProtection);
    purposes.put("ipsec_end_system", KeyPurposeId.id_kp_ipsecEndSystem);
    purposes.put("ipsec_tunnel", KeyPurposeId.id_kp_ipsecTunnel);
    purposes.put("ipsec_user", KeyPurposeId.id_kp_ipsecUser);
    purposes.put("timestamping", KeyPurposeId.id_kp_timeStamping);
    purposes.put("ocsp_signing", KeyPurposeId.id_kp_OCSPSigning);
    purposes.put("microsoft_server_gated_crypto", purpose("1.3.6.1.4.1.311.10.3.3"));
    purposes.put("netscape_server_gated_crypto", purpose("2.16.840.1.113730.4.1"));
    purposes.put("microsoft_commercial_code_signing", purpose("1.3.6.1.4.1.311.2.1.22"));
    purposes.put("microsoft_kernel_code_signing", purpose("1.3.6.1.4.1.311.61.1.1"));
    return purposes;
  }

  private static KeyPurposeId purpose(String identifier) {
    return KeyPurposeId.getInstance(new ASN1ObjectIdentifier(identifier));
  }

  static List<String> names() {
    TreeSet<String> names = new TreeSet<>(USAGES.keySet());
    names.addAll(PURPOSES.keySet());
    return List.copyOf(names);
  }

  static void add(List<String> uses, ExtensionsGenerator extensions) {
    int usage =
        uses.stream().mapToInt(use -> USAGES.getOrDefault(use, 0)).reduce(0, (a, b) -> a | b);
    if (usage != 0) {
      Encoding.add(extensions, Extension.keyUsage, true, new KeyUsage(usage));
    }
    KeyPurposeId[] purposes =
        uses.stream().filter(PURPOSES::containsKey).map(PURPOSES::get).toArray(KeyPurposeId[]::new);
    if (purposes.length > 0) {
      Encoding.add(extensions, Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purposes));
    }
  }
}
