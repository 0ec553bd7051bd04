package io.projectoracle.gateway.access;

import io.projectoracle.contract.Query;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * A key that opens the door, known only by its digest. Immutable.
 *
 * <p>Plain SHA-256, without salt and iterations, is enough because keys are random: who has the
 * digest of 256 random bits cannot find them by trying. It is not enough for words that people
 * choose.
 */
public final class ApiKey {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");
  private static final Pattern SHA_256 = Pattern.compile("[0-9a-fA-F]{64}");

  /** What hashing a variable that is not set leads to: a door that opens without a key. */
  private static final String SHA_256_OF_NOTHING =
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

  private final Caller caller;
  private final byte[] digest;

  /**
   * A key.
   *
   * @param name in metrics and logs, 1 to 64 of the characters {@code A-Z a-z 0-9 . _ -}
   * @param tenant whose queries and answers it opens
   * @param sha256 SHA-256 of the key's UTF-8 bytes, 64 hexadecimal digits
   * @throws IllegalArgumentException if something breaks these rules; the message does not hold the
   *     digest
   */
  public ApiKey(String name, String tenant, String sha256) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "name must be 1 to 64 of the characters A-Z a-z 0-9 . _ -: " + name);
    }
    if (tenant.isEmpty() || tenant.length() > Query.MAX_NAME_CHARACTERS) {
      throw new IllegalArgumentException(
          "tenant must have 1 to " + Query.MAX_NAME_CHARACTERS + " characters: " + tenant.length());
    }
    if (!SHA_256.matcher(sha256).matches()) {
      throw new IllegalArgumentException(
          "sha256 must be 64 hexadecimal digits, the SHA-256 of the key");
    }
    if (sha256.equalsIgnoreCase(SHA_256_OF_NOTHING)) {
      throw new IllegalArgumentException("sha256 must be that of a key, not of nothing");
    }
    this.caller = new Caller(name, tenant);
    this.digest = HexFormat.of().parseHex(sha256);
  }

  /** Who presents it. */
  Caller caller() {
    return caller;
  }

  byte[] digest() {
    return digest;
  }

  /** Without the digest. */
  @Override
  public String toString() {
    return "ApiKey[name=" + caller.keyId() + ", tenant=" + caller.tenant() + "]";
  }
}
