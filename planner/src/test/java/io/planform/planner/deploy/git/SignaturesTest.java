package io.planform.planner.deploy.git;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.bouncycastle.bcpg.ArmoredOutputStream;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.bcpg.PublicKeyAlgorithmTags;
import org.bouncycastle.bcpg.PublicKeyPacket;
import org.bouncycastle.crypto.generators.RSAKeyPairGenerator;
import org.bouncycastle.crypto.params.RSAKeyGenerationParameters;
import org.bouncycastle.openpgp.PGPKeyPair;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureGenerator;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentSignerBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPGPKeyPair;
import org.eclipse.jgit.api.CommitCommand;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.GpgSignature;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.signing.ssh.SshSignerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignaturesTest {
  private static final PersonIdent ADA = new PersonIdent("Ada", "ada@example.com");

  @TempDir Path folder;
  private Git git;
  private Mirrors mirrors;

  @BeforeEach
  void makeRepository() throws Exception {
    git = Git.init().setDirectory(folder.resolve("shop").toFile()).setInitialBranch("main").call();
    mirrors =
        new Mirrors(
            folder.resolve("mirrors"), new Access(Map.of("HOME", folder.toString()), folder));
  }

  @AfterEach
  void close() {
    mirrors.close();
    git.close();
  }

  private Mirror fetched() throws GitException {
    Mirror mirror =
        mirrors.of(new Remote(folder.resolve("shop").toString(), null, null, null, null));
    mirror.fetch("main");
    return mirror;
  }

  private CommitCommand commit(String text) throws Exception {
    Files.writeString(folder.resolve("shop/file"), text);
    git.add().addFilepattern(".").call();
    return git.commit()
        .setMessage("signed\n\ngpgsig is a word, too")
        .setAuthor("Ada", "ada@example.com")
        .setCommitter("Ada", "ada@example.com");
  }

  @Test
  void refusesACommitThatNobodySigned() throws Exception {
    RevCommit plain = commit("1").setSign(false).call();
    assertTrue(
        String.valueOf(new Signatures(folder, folder).refusal(fetched(), plain.getName()))
            .contains("not signed"));
  }

  @Test
  void takesOpenPgpSignaturesOfTrustedKeysOnly() throws Exception {
    PGPKeyPair trusted = pgpKey();
    Path keys = folder.resolve("keys.asc");
    try (OutputStream out = new ArmoredOutputStream(Files.newOutputStream(keys))) {
      new PGPPublicKeyRing(List.of(trusted.getPublicKey())).encode(out);
    }
    Signatures signatures = new Signatures(keys, null);
    String good = signed(trusted, false);
    assertNull(signatures.refusal(fetched(), good));
    String other = signed(pgpKey(), false);
    assertTrue(String.valueOf(signatures.refusal(fetched(), other)).contains("not trusted"));
    String forged = signed(trusted, true);
    assertTrue(String.valueOf(signatures.refusal(fetched(), forged)).contains("not valid"));
  }

  private static PGPKeyPair pgpKey() throws Exception {
    RSAKeyPairGenerator generator = new RSAKeyPairGenerator();
    generator.init(
        new RSAKeyGenerationParameters(BigInteger.valueOf(65537), new SecureRandom(), 2048, 64));
    return new BcPGPKeyPair(
        PublicKeyPacket.VERSION_4,
        PublicKeyAlgorithmTags.RSA_GENERAL,
        generator.generateKeyPair(),
        Date.from(Instant.now()));
  }

  /**
   * @param forged whether something else was signed
   */
  private String signed(PGPKeyPair key, boolean forged) throws Exception {
    RevCommit plain = commit(forged + " " + key.getKeyID()).setSign(false).call();
    CommitBuilder builder = new CommitBuilder();
    builder.setTreeId(plain.getTree());
    builder.setParentIds(plain.getParents());
    builder.setAuthor(plain.getAuthorIdent());
    builder.setCommitter(plain.getCommitterIdent());
    builder.setMessage(plain.getFullMessage());
    byte[] content = forged ? "another".getBytes(StandardCharsets.UTF_8) : builder.build();
    PGPSignatureGenerator generator =
        new PGPSignatureGenerator(
            new BcPGPContentSignerBuilder(
                PublicKeyAlgorithmTags.RSA_GENERAL, HashAlgorithmTags.SHA256),
            key.getPublicKey());
    generator.init(PGPSignature.BINARY_DOCUMENT, key.getPrivateKey());
    generator.update(content);
    ByteArrayOutputStream armored = new ByteArrayOutputStream();
    try (ArmoredOutputStream out = new ArmoredOutputStream(armored)) {
      generator.generate().encode(out);
    }
    builder.setGpgSignature(new GpgSignature(armored.toByteArray()));
    try (ObjectInserter inserter = git.getRepository().newObjectInserter()) {
      ObjectId id = inserter.insert(builder);
      inserter.flush();
      git.reset().setRef(id.name()).call();
      return id.name();
    }
  }

  @Test
  void takesSshSignaturesOfAllowedSignersOnly() throws Exception {
    KeyPair trusted = sshKey("trusted");
    KeyPair other = sshKey("other");
    Path allowed = folder.resolve("allowed_signers");
    Files.writeString(
        allowed, "ada@example.com " + PublicKeyEntry.toString(trusted.getPublic()) + "\n");
    Signatures signatures = new Signatures(null, allowed);
    assertNull(signatures.refusal(fetched(sshSigned("trusted")), head()));
    assertNotNull(signatures.refusal(fetched(sshSigned("other")), head()));
    assertNotNull(other);
  }

  @Test
  void takesACommitForItsSignedTag() throws Exception {
    KeyPair trusted = sshKey("trusted");
    assertNotNull(sshKey("other"));
    Path allowed = folder.resolve("allowed_signers");
    Files.writeString(
        allowed, "ada@example.com " + PublicKeyEntry.toString(trusted.getPublic()) + "\n");
    Signatures signatures = new Signatures(null, allowed);
    RevCommit plain = commit("1").setSign(false).call();
    git.tag().setName("light").setAnnotated(false).call();
    git.tag().setName("unsigned").setSigned(false).setMessage("1").setTagger(ADA).call();
    tag("foreign", "other");
    assertTrue(
        String.valueOf(signatures.refusal(fetched(), plain.getName())).contains("no tag on it"));
    tag("v1", "trusted");
    assertNull(signatures.refusal(fetched(), plain.getName()));
    RevCommit later = commit("2").setSign(false).call();
    assertNotNull(signatures.refusal(fetched(), later.getName()));
  }

  @Test
  void aTagThatSpeaksOfAnotherCommitSaysNothingOfThisOne() {
    String tag =
        "object %s\ntype commit\ntag v1\n\n1\n-----BEGIN SSH SIGNATURE-----\n"
            .formatted("a".repeat(40));
    byte[] bytes = tag.getBytes(StandardCharsets.UTF_8);
    assertNotNull(SignedContent.ofTag(bytes, "a".repeat(40)));
    assertNull(SignedContent.ofTag(bytes, "b".repeat(40)));
  }

  private void tag(String name, String key) throws Exception {
    git.getRepository().getConfig().setString("gpg", null, "format", "ssh");
    git.tag()
        .setName(name)
        .setMessage("released")
        .setTagger(ADA)
        .setSigned(true)
        .setSigner(new SshSignerFactory().create())
        .setSigningKey(folder.resolve(key).toString())
        .call();
  }

  private Mirror fetched(RevCommit head) throws Exception {
    assertNotNull(head.getRawGpgSignature());
    return fetched();
  }

  private String head() throws Exception {
    return git.getRepository().resolve("HEAD").name();
  }

  private KeyPair sshKey(String name) throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(256);
    KeyPair pair = generator.generateKeyPair();
    try (OutputStream out = Files.newOutputStream(folder.resolve(name))) {
      OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(pair, name, null, out);
    }
    try (OutputStream out = Files.newOutputStream(folder.resolve(name + ".pub"))) {
      OpenSSHKeyPairResourceWriter.INSTANCE.writePublicKey(pair, name, out);
    }
    return pair;
  }

  private RevCommit sshSigned(String key) throws Exception {
    git.getRepository().getConfig().setString("gpg", null, "format", "ssh");
    return commit(key)
        .setSign(true)
        .setSigner(new SshSignerFactory().create())
        .setSigningKey(folder.resolve(key).toString())
        .call();
  }
}
