package io.projectoracle.contract;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Digest of what a query asks: equal questions of one tenant to one agent have equal keys, hence
 * meet on one partition and in one worker's cache.
 *
 * <p>SHA-256 (FIPS 180-4) over these fields, each as its length in bytes (four bytes, big endian)
 * followed by its UTF-8 bytes: the tenant (empty if none), the agent, then for each message its
 * role and its normalised content. A prompt is one message of role {@code user}. Normalised is:
 * Unicode normalisation form C (UAX #15), line ends as line feeds, white space (characters up to
 * and including U+0020) removed at both ends; white space within is content and stays. The record
 * key is the first 16 bytes as 32 lower-case hexadecimal digits. Producers in other languages
 * compute the same; a record with another key is answered all the same, it only loses the shared
 * cache.
 */
public record QueryKey(long word0, long word1, long word2, long word3) {
  private static final char FIRST_COMBINING = '\u0300';

  private static final ThreadLocal<MessageDigest> SHA_256 =
      ThreadLocal.withInitial(QueryKey::newDigest);

  /** Key of a query. */
  public static QueryKey of(Query query) {
    return of(query.tenant(), query.agent(), query.conversation());
  }

  /** Key of a conversation. */
  public static QueryKey of(@Nullable String tenant, String agent, List<Message> messages) {
    MessageDigest digest = SHA_256.get();
    digest.reset();
    update(digest, tenant == null ? "" : tenant);
    update(digest, agent);
    for (Message message : messages) {
      update(digest, message.role().wireName());
      update(digest, normalise(message.content()));
    }
    ByteBuffer words = ByteBuffer.wrap(digest.digest());
    return new QueryKey(words.getLong(), words.getLong(), words.getLong(), words.getLong());
  }

  /** The key of the Kafka record: 32 hexadecimal digits in ASCII. */
  public byte[] recordKey() {
    return toString().getBytes(StandardCharsets.US_ASCII);
  }

  /** The 32 hexadecimal digits of the record key. */
  @Override
  public String toString() {
    HexFormat hex = HexFormat.of();
    return hex.toHexDigits(word0) + hex.toHexDigits(word1);
  }

  static String normalise(String content) {
    String text = content.indexOf('\r') < 0 ? content : unifyLineEnds(content);
    return (isInert(text) ? text : Normalizer.normalize(text, Normalizer.Form.NFC)).trim();
  }

  /** Below the first combining character there is nothing to compose (UAX #15, quick check). */
  private static boolean isInert(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= FIRST_COMBINING) {
        return false;
      }
    }
    return true;
  }

  private static String unifyLineEnds(String content) {
    return content.replace("\r\n", "\n").replace('\r', '\n');
  }

  private static void update(MessageDigest digest, String field) {
    byte[] bytes = field.getBytes(StandardCharsets.UTF_8);
    int length = bytes.length;
    digest.update((byte) (length >>> 24));
    digest.update((byte) (length >>> 16));
    digest.update((byte) (length >>> 8));
    digest.update((byte) length);
    digest.update(bytes);
  }

  private static MessageDigest newDigest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
