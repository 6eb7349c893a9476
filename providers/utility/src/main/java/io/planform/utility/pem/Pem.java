package io.planform.utility.pem;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.util.encoders.DecoderException;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemReader;
import org.bouncycastle.util.io.pem.PemWriter;

/** Blocks of RFC 7468. */
public final class Pem {
  private Pem() {}

  /**
   * A block with lines of 64 characters.
   *
   * @param label such as {@code CERTIFICATE}
   */
  public static String text(String label, byte[] der) {
    StringWriter text = new StringWriter();
    try (PemWriter writer = new PemWriter(text)) {
      writer.writeObject(new PemObject(label, der));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString().replace(System.lineSeparator(), "\n");
  }

  /** The content of all blocks with such a label; text around blocks is skipped. */
  public static List<byte[]> blocks(String label, String text) throws InvalidPem {
    List<byte[]> blocks = new ArrayList<>();
    for (PemObject block : all(text)) {
      if (block.getType().equals(label)) {
        blocks.add(block.getContent());
      }
    }
    return blocks;
  }

  static List<PemObject> all(String text) throws InvalidPem {
    List<PemObject> all = new ArrayList<>();
    try (PemReader reader = new PemReader(new StringReader(text))) {
      for (PemObject block = reader.readPemObject(); block != null; ) {
        all.add(block);
        block = reader.readPemObject();
      }
    } catch (IOException | DecoderException _) {
      throw new InvalidPem("it is not text in the PEM format");
    }
    return all;
  }
}
