package io.projectoracle.cli.queries;

import io.projectoracle.contract.QueryIds;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/** Gives ids to the lines that have none. */
public interface LineIds {
  /**
   * An id.
   *
   * @param line the line without white space around it
   * @param occurrence which of the equal lines of the file it is, from 1
   */
  String of(byte[] line, int occurrence);

  /** A new id whenever one is asked for. */
  static LineIds random() {
    return (line, occurrence) -> QueryIds.next();
  }

  /**
   * The same id for the same line of the same batch, whoever asks and when, so that nothing need be
   * written down to find a line's query again. Where in the file the line stands does not matter:
   * lines may be added, mended and moved. A UUID of version 8 (RFC 9562 §5.8) of the SHA-256 of the
   * batch, the line and the occurrence.
   */
  static LineIds stable(String batch) {
    MessageDigest digest = sha256();
    byte[] name = batch.getBytes(StandardCharsets.UTF_8);
    return (line, occurrence) -> {
      digest.update(
          ByteBuffer.allocate(2 * Integer.BYTES).putInt(occurrence).putInt(name.length).array());
      digest.update(name);
      ByteBuffer hash = ByteBuffer.wrap(digest.digest(line));
      long high = (hash.getLong() & 0xffff_ffff_ffff_0fffL) | 0x8000L;
      long low = (hash.getLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
      return new UUID(high, low).toString();
    };
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
