package io.planform.host.bucket.signature;

import java.nio.ByteBuffer;

/** CRC-64 with the polynomial of the NVMe specification, which newer S3 clients prefer. */
final class Crc64Nvme implements Checksum {
  /** Reflected 0xad93d23594c93659. */
  private static final long POLYNOMIAL = 0x9a6c9329ac4bc9b5L;

  private static final long[] TABLE = table();

  private long crc = ~0L;

  private static long[] table() {
    long[] table = new long[256];
    for (int i = 0; i < table.length; i++) {
      long value = i;
      for (int bit = 0; bit < 8; bit++) {
        value = (value & 1) == 0 ? value >>> 1 : value >>> 1 ^ POLYNOMIAL;
      }
      table[i] = value;
    }
    return table;
  }

  @Override
  public void update(byte[] bytes, int offset, int length) {
    for (int i = offset; i < offset + length; i++) {
      crc = TABLE[(int) (crc ^ bytes[i]) & 0xff] ^ crc >>> 8;
    }
  }

  @Override
  public byte[] value() {
    return ByteBuffer.allocate(Long.BYTES).putLong(~crc).array();
  }
}
