package io.projectoracle.contract;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Upper bounds of what travels, in bytes of the encoded record value. Every bound is checked before
 * a result enters a transaction: one record that cannot be published would hold up its whole batch.
 *
 * @param queryBytes largest query
 * @param answerBytes largest answer
 */
public record SizeLimits(int queryBytes, int answerBytes) {
  /** 256 KiB for a query, 512 KiB for an answer: both below Kafka's default of 1 MB. */
  public static final SizeLimits DEFAULT = new SizeLimits(256 * 1024, 512 * 1024);

  /** Bytes of the keys and values of a query's metadata, together. */
  public static final int MAX_METADATA_BYTES = 8 * 1024;

  /** What a dead letter may have beyond the query it holds, in bytes. */
  public static final int DEAD_LETTER_OVERHEAD_BYTES = 64 * 1024;

  /**
   * Bytes of the values at which a transaction is cut off, however few its records: what a link of
   * 4 Mbit/s carries in eight seconds, the shortest transaction timeout in use. A transaction that
   * takes longer is aborted by the broker, and so is each of its repeats.
   */
  public static final int TRANSACTION_BYTES = 4 * 1024 * 1024;

  public SizeLimits {
    requirePositive("queryBytes", queryBytes);
    requirePositive("answerBytes", answerBytes);
  }

  static void requireMetadata(Map<String, String> metadata) {
    long bytes = 0;
    for (Map.Entry<String, String> entry : metadata.entrySet()) {
      bytes += entry.getKey().getBytes(StandardCharsets.UTF_8).length;
      bytes += entry.getValue().getBytes(StandardCharsets.UTF_8).length;
    }
    if (bytes > MAX_METADATA_BYTES) {
      throw new IllegalArgumentException(
          "metadata must not exceed " + MAX_METADATA_BYTES + " bytes: " + bytes);
    }
  }

  private static void requirePositive(String name, int bytes) {
    if (bytes < 1) {
      throw new IllegalArgumentException(name + " must be at least 1: " + bytes);
    }
  }
}
