package io.projectoracle.contract;

/** Bounds on text that becomes part of a message. Messages of errors never hold the text. */
final class Text {
  private Text() {}

  static void requireLength(String field, String value, int min, int max) {
    if (value.length() < min || value.length() > max) {
      throw new IllegalArgumentException(
          field + " must have " + min + " to " + max + " characters: " + value.length());
    }
  }

  static void requireNotEmpty(String field, String value) {
    if (value.isEmpty()) {
      throw new IllegalArgumentException(field + " must not be empty");
    }
  }
}
