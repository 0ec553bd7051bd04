package io.projectoracle.gateway.boot;

import java.time.Duration;
import java.util.function.Supplier;

/** Lets what the core says of a bad value name the configuration key it came from. */
final class Keys {
  private Keys() {}

  /**
   * The value, if the core accepts it.
   *
   * @throws IllegalArgumentException beginning with the key
   */
  static <T> T under(String prefix, Supplier<T> value) {
    try {
      return value.get();
    } catch (IllegalArgumentException e) {
      // Without its cause: Spring Boot reports the innermost message, which would lack the key.
      throw new IllegalArgumentException(prefix + "." + e.getMessage());
    }
  }

  static void requireAtLeast(long least, String key, long value) {
    if (value < least) {
      throw new IllegalArgumentException(key + " must be at least " + least + ": " + value);
    }
  }

  static void requirePositive(String key, Duration value) {
    if (value.isZero() || value.isNegative()) {
      throw new IllegalArgumentException(key + " must be positive: " + value);
    }
  }
}
