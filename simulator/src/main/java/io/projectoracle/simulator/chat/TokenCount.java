package io.projectoracle.simulator.chat;

/**
 * The token approximation: four characters (UTF-16 units) make a token, begun ones count, and there
 * is at least one. Roles and names are not counted.
 */
final class TokenCount {

  static final int CHARACTERS = 4;

  private TokenCount() {}

  static int of(long characters) {
    return (int) Math.max(1, (characters + CHARACTERS - 1) / CHARACTERS);
  }
}
