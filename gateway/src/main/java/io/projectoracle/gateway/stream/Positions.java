package io.projectoracle.gateway.stream;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;

/**
 * Where a stream stands in the answers topic: for each partition, the next offset. Not thread-safe.
 *
 * <p>Travels as the id of an event, so that nobody has to remember it for the reader: version 1,
 * the number of partitions, then the offsets, all as variable-length integers (seven bits a byte,
 * the lowest first, as in Protocol Buffers), in base64url without padding. A day's traffic of 24
 * partitions makes about a hundred characters.
 */
final class Positions {
  private static final byte VERSION = 1;

  /** Bounds what is decoded; no topic has more. */
  private static final int MAX_PARTITIONS = 10_000;

  private static final int MAX_TEXT_CHARACTERS = 16 * MAX_PARTITIONS;

  private long[] next;

  private Positions(long[] next) {
    this.next = next;
  }

  static Positions of(long... next) {
    return new Positions(next.clone());
  }

  /**
   * Reads what {@link #encode} wrote.
   *
   * @throws IllegalArgumentException if it is something else
   */
  static Positions decode(String text) {
    if (text.length() > MAX_TEXT_CHARACTERS) {
      throw new IllegalArgumentException("too long");
    }
    ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
    if (!bytes.hasRemaining() || bytes.get() != VERSION) {
      throw new IllegalArgumentException("not of version " + VERSION);
    }
    long partitions = readNumber(bytes);
    if (partitions < 1 || partitions > MAX_PARTITIONS) {
      throw new IllegalArgumentException("no such number of partitions");
    }
    long[] next = new long[(int) partitions];
    for (int i = 0; i < next.length; i++) {
      next[i] = readNumber(bytes);
    }
    if (bytes.hasRemaining()) {
      throw new IllegalArgumentException("more bytes than positions");
    }
    return new Positions(next);
  }

  String encode() {
    ByteBuffer bytes = ByteBuffer.allocate(1 + 10 * (1 + next.length));
    bytes.put(VERSION);
    writeNumber(bytes, next.length);
    for (long offset : next) {
      writeNumber(bytes, offset);
    }
    byte[] written = Arrays.copyOf(bytes.array(), bytes.position());
    return Base64.getUrlEncoder().withoutPadding().encodeToString(written);
  }

  int partitions() {
    return next.length;
  }

  long next(int partition) {
    return next[partition];
  }

  void advance(int partition, long nextOffset) {
    next[partition] = nextOffset;
  }

  /** Partitions that were added are read from their beginning: nothing of them was delivered. */
  void growTo(int partitions) {
    if (partitions > next.length) {
      next = Arrays.copyOf(next, partitions);
    }
  }

  private static void writeNumber(ByteBuffer bytes, long number) {
    long rest = number;
    while ((rest & ~0x7fL) != 0) {
      bytes.put((byte) (rest | 0x80));
      rest >>>= 7;
    }
    bytes.put((byte) rest);
  }

  private static long readNumber(ByteBuffer bytes) {
    long number = 0;
    for (int shift = 0; shift < 63; shift += 7) {
      if (!bytes.hasRemaining()) {
        throw new IllegalArgumentException("breaks off");
      }
      byte part = bytes.get();
      number |= (part & 0x7fL) << shift;
      if (part >= 0) {
        return number;
      }
    }
    throw new IllegalArgumentException("number too large");
  }
}
