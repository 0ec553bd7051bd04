package io.projectoracle.client;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** The times inside ids of queries. */
final class IdTimes {
  private static final int UUID_CHARACTERS = 36;
  private static final int TIME_ORDERED_EPOCH = 7;
  private static final int RFC_VARIANT = 2;

  private IdTimes() {}

  /** When an id was made, by its maker's clock; nothing if it is no UUIDv7 (RFC 9562 §5.7). */
  static Optional<Instant> of(String id) {
    if (id.length() != UUID_CHARACTERS) {
      return Optional.empty(); // The JDK reads shorter forms too.
    }
    UUID uuid;
    try {
      uuid = UUID.fromString(id);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    return uuid.version() == TIME_ORDERED_EPOCH && uuid.variant() == RFC_VARIANT
        ? Optional.of(Instant.ofEpochMilli(uuid.getMostSignificantBits() >>> 16))
        : Optional.empty();
  }
}
