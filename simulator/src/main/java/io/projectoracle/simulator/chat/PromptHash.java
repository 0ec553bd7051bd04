package io.projectoracle.simulator.chat;

/** A 64-bit FNV-1a hash over texts and numbers. Confined to one request. */
final class PromptHash {

  private static final long PRIME = 0x100000001b3L;

  private long hash = 0xcbf29ce484222325L;

  void add(String text) {
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * PRIME;
    }
    // Ends the text, so that "ab","c" and "a","bc" differ; no character has this value.
    hash = (hash ^ 0x1_0000) * PRIME;
  }

  void add(long number) {
    hash = (hash ^ mix(number)) * PRIME;
  }

  long value() {
    return mix(hash);
  }

  /** The finalizer of MurmurHash3: every input bit changes half of the output bits. */
  static long mix(long bits) {
    long mixed = bits;
    mixed = (mixed ^ (mixed >>> 33)) * 0xff51afd7ed558ccdL;
    mixed = (mixed ^ (mixed >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return mixed ^ (mixed >>> 33);
  }
}
