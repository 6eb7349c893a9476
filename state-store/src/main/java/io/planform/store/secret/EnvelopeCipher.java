package io.planform.store.secret;

import io.planform.store.StoreException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Seals texts with AES-256-GCM, each with a random key of its own that is wrapped by the newest
 * master key; older ones still open what they sealed. A sealed text belongs to the identity it was
 * sealed for and cannot be opened in another's place. Safe for use by many threads.
 *
 * <p>The form: version (1 byte), id of the master key (8), wrapped data key (12 nonce, 32 key, 16
 * tag), nonce (12), text and tag (16).
 */
public final class EnvelopeCipher {
  private static final byte VERSION = 1;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BYTES = 16;
  private static final int WRAPPED_BYTES = NONCE_BYTES + MasterKey.BYTES + TAG_BYTES;
  private static final int HEADER_BYTES = 1 + MasterKey.ID_BYTES;

  private final KeyLoader loader;
  private final SecureRandom random = new SecureRandom();
  private @Nullable KeyRing loaded;

  /** The key is asked for when something is first sealed or opened. */
  public EnvelopeCipher(KeySource source) {
    this.loader = new KeyLoader(source);
  }

  /**
   * Seals a text.
   *
   * @param identity names where the sealed text is kept: table, row and column, for instance
   * @throws StoreException if there is no usable key
   */
  public byte[] seal(String text, String identity) throws StoreException {
    return sealBytes(text.getBytes(StandardCharsets.UTF_8), identity);
  }

  /** As {@link #seal}, for what is no text. */
  public byte[] sealBytes(byte[] plain, String identity) throws StoreException {
    MasterKey master = keys(true).newest();
    byte[] dataKey = new byte[MasterKey.BYTES];
    random.nextBytes(dataKey);
    byte[] header = header(master);
    byte[] bound = bound(header, identity);
    byte[] wrapped = encrypt(master.key(), dataKey, bound);
    byte[] body = encrypt(aes(dataKey), plain, bound);
    return ByteBuffer.allocate(header.length + wrapped.length + body.length)
        .put(header)
        .put(wrapped)
        .put(body)
        .array();
  }

  /**
   * Opens what {@link #seal} made for the same identity.
   *
   * @throws StoreException if the key is missing or another one, or the bytes were changed or moved
   */
  public String open(byte[] sealed, String identity) throws StoreException {
    return new String(openBytes(sealed, identity), StandardCharsets.UTF_8);
  }

  /** Opens what {@link #sealBytes} made for the same identity. */
  public byte[] openBytes(byte[] sealed, String identity) throws StoreException {
    if (sealed.length < HEADER_BYTES + WRAPPED_BYTES + NONCE_BYTES + TAG_BYTES
        || sealed[0] != VERSION) {
      throw new StoreException("The encrypted " + identity + " is damaged or of a newer version.");
    }
    byte[] header = Arrays.copyOf(sealed, HEADER_BYTES);
    byte[] id = Arrays.copyOfRange(header, 1, HEADER_BYTES);
    MasterKey master = key(id, identity);
    byte[] bound = bound(header, identity);
    int body = HEADER_BYTES + WRAPPED_BYTES;
    try {
      byte[] dataKey = decrypt(master.key(), sealed, HEADER_BYTES, WRAPPED_BYTES, bound);
      return decrypt(aes(dataKey), sealed, body, sealed.length - body, bound);
    } catch (AEADBadTagException e) {
      throw new StoreException(
          "The encrypted " + identity + " was changed or is not in its place.", e);
    } catch (GeneralSecurityException e) {
      throw unsupported(e);
    }
  }

  /**
   * The bytes that start whatever the newest master key seals, and nothing else.
   *
   * @throws StoreException also if there is no key yet
   */
  public byte[] mark() throws StoreException {
    return header(keys(false).newest());
  }

  /**
   * Makes a new master key, which seals from now on.
   *
   * @throws StoreException if the keys come from where nothing can be put
   */
  public synchronized void renewMasterKey() throws StoreException {
    loaded = loader.renew();
  }

  private synchronized KeyRing keys(boolean make) throws StoreException {
    KeyRing keys = loaded;
    if (keys == null) {
      keys = make ? loader.loadOrMake() : loader.load();
      loaded = keys;
    }
    return keys;
  }

  /** A key that is not known may have come since the keys were loaded. */
  private synchronized MasterKey key(byte[] id, String identity) throws StoreException {
    KeyRing keys = keys(false);
    if (keys.find(id).isEmpty() && loader.isReadAgain()) {
      keys = loader.load();
      loaded = keys;
    }
    Optional<MasterKey> key = keys.find(id);
    if (key.isEmpty()) {
      throw new StoreException(
          "The %s was encrypted with the key %s, and this is the key %s. Use the former."
              .formatted(identity, HexFormat.of().formatHex(id), keys));
    }
    return key.get();
  }

  private static byte[] header(MasterKey master) {
    return ByteBuffer.allocate(HEADER_BYTES).put(VERSION).put(master.id()).array();
  }

  private static byte[] bound(byte[] header, String identity) {
    byte[] name = identity.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(header.length + name.length).put(header).put(name).array();
  }

  private byte[] encrypt(SecretKey key, byte[] plain, byte[] bound) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    try {
      byte[] encrypted = cipher(Cipher.ENCRYPT_MODE, key, nonce, 0, bound).doFinal(plain);
      return ByteBuffer.allocate(nonce.length + encrypted.length).put(nonce).put(encrypted).array();
    } catch (GeneralSecurityException e) {
      throw unsupported(e);
    }
  }

  private static byte[] decrypt(SecretKey key, byte[] from, int offset, int length, byte[] bound)
      throws GeneralSecurityException {
    return cipher(Cipher.DECRYPT_MODE, key, from, offset, bound)
        .doFinal(from, offset + NONCE_BYTES, length - NONCE_BYTES);
  }

  private static Cipher cipher(int mode, SecretKey key, byte[] nonce, int offset, byte[] bound)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(TAG_BYTES * 8, nonce, offset, NONCE_BYTES));
    cipher.updateAAD(bound);
    return cipher;
  }

  private static SecretKey aes(byte[] key) {
    return new SecretKeySpec(key, "AES");
  }

  private static IllegalStateException unsupported(GeneralSecurityException e) {
    return new IllegalStateException("Every Java platform has AES-GCM.", e);
  }
}
