package io.planform.planner.deploy.git;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.bouncycastle.bcpg.ArmoredInputStream;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPPublicKeyRingCollection;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureList;
import org.bouncycastle.openpgp.PGPUtil;
import org.bouncycastle.openpgp.bc.BcPGPObjectFactory;
import org.bouncycastle.openpgp.bc.BcPGPPublicKeyRingCollection;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentVerifierBuilderProvider;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.GpgConfig;
import org.eclipse.jgit.lib.SignatureVerifier.SignatureVerification;
import org.eclipse.jgit.lib.SignatureVerifier.TrustLevel;
import org.eclipse.jgit.signing.ssh.SshSignatureVerifierFactory;
import org.jspecify.annotations.Nullable;

/**
 * Whose signatures commits, or tags on them, need.
 *
 * @param keys file with OpenPGP public keys, armored or not; null for none
 * @param allowedSigners file of SSH keys, as of {@code ssh-keygen(1)}; null for none
 */
public record Signatures(@Nullable Path keys, @Nullable Path allowedSigners) {
  /**
   * Why a commit that is here does not count as signed; null if it is signed by one of these, or a
   * tag on it is.
   */
  public @Nullable String refusal(Mirror mirror, String id) throws GitException {
    SignedContent commit = SignedContent.of(mirror.commit(id));
    String refusal = commit == null ? "it is not signed" : refusal(mirror, commit);
    if (refusal == null) {
      return null;
    }
    for (byte[] each : mirror.tagsOn(id)) {
      SignedContent tag = SignedContent.ofTag(each, id);
      if (tag != null && refusal(mirror, tag) == null) {
        return null;
      }
    }
    return refusal + ", and no tag on it has a signature that counts";
  }

  private @Nullable String refusal(Mirror mirror, SignedContent signed) {
    try {
      return signed.isOfSsh()
          ? ofSsh(mirror, signed.content(), signed.signature())
          : ofOpenPgp(signed.content(), signed.signature());
    } catch (IOException | PGPException e) {
      return "its signature cannot be checked: " + e.getMessage();
    }
  }

  private @Nullable String ofSsh(Mirror mirror, byte[] signed, byte[] signature)
      throws IOException {
    if (allowedSigners == null) {
      return "it has an SSH signature, and no SSH key is trusted";
    }
    Config config = new Config();
    config.setString("gpg", "ssh", "allowedSignersFile", allowedSigners.toString());
    SignatureVerification found =
        new SshSignatureVerifierFactory()
            .create()
            .verify(mirror.repository(), new GpgConfig(config), signed, signature);
    return found != null && found.verified() && found.trustLevel() == TrustLevel.FULL
        ? null
        : "its SSH signature is not valid, or of a key that is not trusted";
  }

  private @Nullable String ofOpenPgp(byte[] signed, byte[] signature)
      throws IOException, PGPException {
    if (keys == null) {
      return "it has an OpenPGP signature, and no OpenPGP key is trusted";
    }
    PGPSignature read = read(signature);
    if (read == null) {
      return "its signature cannot be read";
    }
    PGPPublicKey key = trusted(keys).getPublicKey(read.getKeyID());
    if (key == null) {
      return "it is signed with the OpenPGP key %016X, which is not trusted"
          .formatted(read.getKeyID());
    }
    if (key.hasRevocation() || isExpired(key, read.getCreationTime().toInstant())) {
      return "it is signed with the OpenPGP key %016X, which is revoked or was expired"
          .formatted(read.getKeyID());
    }
    read.init(new BcPGPContentVerifierBuilderProvider(), key);
    read.update(signed);
    return read.verify() ? null : "its OpenPGP signature is not valid";
  }

  private static boolean isExpired(PGPPublicKey key, Instant at) {
    long seconds = key.getValidSeconds();
    return seconds > 0 && at.isAfter(key.getCreationTime().toInstant().plusSeconds(seconds));
  }

  private static @Nullable PGPSignature read(byte[] signature) throws IOException {
    try (InputStream armored = new ArmoredInputStream(new ByteArrayInputStream(signature))) {
      Object first = new BcPGPObjectFactory(armored).nextObject();
      return first instanceof PGPSignatureList list && !list.isEmpty() ? list.get(0) : null;
    }
  }

  private static PGPPublicKeyRingCollection trusted(Path file) throws IOException, PGPException {
    try (InputStream in =
        PGPUtil.getDecoderStream(new BufferedInputStream(Files.newInputStream(file)))) {
      return new BcPGPPublicKeyRingCollection(in);
    }
  }
}
