package io.projectoracle.worker.offset;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.BitSet;

/**
 * Writes the finished offsets above the base into the metadata of a committed offset, where they
 * stand after the {@link Tenure}.
 *
 * <p>Form: {@code o1}, a letter for the encoding, then Base64 (RFC 4648 §5, no padding). Nothing
 * finished above the base is the empty string. The shortest of three encodings is taken; numbers
 * are LEB128 varints:
 *
 * <ul>
 *   <li>{@code B}: the bits themselves, least significant first;
 *   <li>{@code R}: lengths of runs, beginning with unfinished ones;
 *   <li>{@code D}: the length of the window, then for each unfinished offset its distance from the
 *       one before.
 * </ul>
 */
final class OffsetMapCodec {
  /** Characters a broker accepts by default ({@code offset.metadata.max.bytes}). */
  static final int MAX_CHARACTERS = 4096;

  private static final String PREFIX = "o1";
  private static final int PREFIX_CHARACTERS = PREFIX.length() + 1;

  private OffsetMapCodec() {}

  /** The part of the metadata that holds the map. */
  static String encode(OffsetMap map) {
    BitSet bits = map.bits();
    if (bits.isEmpty()) {
      return "";
    }
    byte[] best = bits.toByteArray();
    char kind = 'B';
    byte[] runs = runs(bits);
    if (runs.length < best.length) {
      best = runs;
      kind = 'R';
    }
    byte[] distances = distances(bits);
    if (distances.length < best.length) {
      best = distances;
      kind = 'D';
    }
    return PREFIX + kind + Base64.getUrlEncoder().withoutPadding().encodeToString(best);
  }

  /**
   * Reads the part of the metadata that holds the map.
   *
   * @throws UnreadableOffsetMapException if it was not written by this codec
   */
  static OffsetMap decode(long base, String metadata) throws UnreadableOffsetMapException {
    if (metadata.isEmpty()) {
      return OffsetMap.startingAt(base);
    }
    if (!metadata.startsWith(PREFIX) || metadata.length() < PREFIX_CHARACTERS) {
      throw new UnreadableOffsetMapException("does not begin with " + PREFIX);
    }
    char kind = metadata.charAt(PREFIX.length());
    ByteBuffer bytes = payload(metadata);
    return new OffsetMap(
        base,
        switch (kind) {
          case 'B' -> BitSet.valueOf(bytes);
          case 'R' -> fromRuns(bytes);
          case 'D' -> fromDistances(bytes);
          default -> throw new UnreadableOffsetMapException("unknown encoding " + kind);
        });
  }

  /**
   * Upper bound of the characters any map of this shape needs: the shorter of {@code B} and the
   * worst case of {@code D}, in which each unfinished offset takes one byte, and one more for each
   * time a distance outgrows 7, 14 or 21 bits, of which the window has room for only so many.
   *
   * @param window offsets from the base to the highest one seen
   * @param unfinished how many of them are unfinished
   */
  static long maxCharacters(long window, long unfinished) {
    long asBits = (window + 7) / 8;
    long asDistances = 5 + unfinished + window / 127 + window / 16_383 + window / 2_097_151;
    return Tenure.MAX_CHARACTERS + PREFIX_CHARACTERS + (Math.min(asBits, asDistances) * 4 + 2) / 3;
  }

  private static byte[] runs(BitSet bits) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int end = bits.length();
    int from = 0;
    while (from < end) {
      int set = bits.nextSetBit(from);
      int clear = bits.nextClearBit(set);
      writeVarint(out, set - from);
      writeVarint(out, clear - set);
      from = clear;
    }
    return out.toByteArray();
  }

  private static BitSet fromRuns(ByteBuffer in) throws UnreadableOffsetMapException {
    BitSet bits = new BitSet();
    int from = 0;
    while (in.hasRemaining()) {
      int set = add(from, readVarint(in));
      int clear = add(set, readVarint(in));
      bits.set(set, clear);
      from = clear;
    }
    return bits;
  }

  private static byte[] distances(BitSet bits) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int end = bits.length();
    writeVarint(out, end);
    int before = 0;
    for (int clear = bits.nextClearBit(0); clear < end; clear = bits.nextClearBit(clear + 1)) {
      writeVarint(out, clear - before);
      before = clear;
    }
    return out.toByteArray();
  }

  private static BitSet fromDistances(ByteBuffer in) throws UnreadableOffsetMapException {
    int end = readVarint(in);
    BitSet bits = new BitSet();
    bits.set(0, end);
    int at = 0;
    while (in.hasRemaining()) {
      at = add(at, readVarint(in));
      if (at >= end) {
        throw new UnreadableOffsetMapException("offset beyond the window");
      }
      bits.clear(at);
    }
    return bits;
  }

  private static ByteBuffer payload(String metadata) throws UnreadableOffsetMapException {
    try {
      return ByteBuffer.wrap(Base64.getUrlDecoder().decode(metadata.substring(PREFIX_CHARACTERS)));
    } catch (IllegalArgumentException e) {
      throw new UnreadableOffsetMapException("not Base64");
    }
  }

  private static void writeVarint(ByteArrayOutputStream out, int value) {
    int rest = value;
    while (rest >= 0x80) {
      out.write((rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    out.write(rest);
  }

  private static int readVarint(ByteBuffer in) throws UnreadableOffsetMapException {
    int value = 0;
    for (int shift = 0; shift <= 28; shift += 7) {
      if (!in.hasRemaining()) {
        throw new UnreadableOffsetMapException("cut off");
      }
      int next = in.get();
      value |= (next & 0x7f) << shift;
      if (next >= 0) {
        if (value < 0 || value > MAX_WINDOW) {
          break;
        }
        return value;
      }
    }
    throw new UnreadableOffsetMapException("number out of range");
  }

  private static int add(int offset, int distance) throws UnreadableOffsetMapException {
    int sum = offset + distance;
    if (sum > MAX_WINDOW) {
      throw new UnreadableOffsetMapException("window out of range");
    }
    return sum;
  }

  /** No window that fits its metadata is larger; keeps foreign bytes from claiming the heap. */
  private static final int MAX_WINDOW = 1 << 24;
}
