package io.projectoracle.worker.boot;

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
      String noun = prefix.substring(prefix.lastIndexOf('.') + 1) + " ";
      String message = String.valueOf(e.getMessage());
      String rest = message.startsWith(noun) ? message.substring(noun.length()) : message;
      // Without its cause: Spring Boot reports the innermost message, which would lack the key.
      throw new IllegalArgumentException(prefix + "." + rest);
    }
  }

  static void requireAtLeast(int least, String key, int value) {
    if (value < least) {
      throw new IllegalArgumentException(key + " must be at least " + least + ": " + value);
    }
  }
}
