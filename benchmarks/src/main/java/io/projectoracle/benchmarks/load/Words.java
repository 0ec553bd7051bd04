package io.projectoracle.benchmarks.load;

import java.util.SplittableRandom;

/**
 * Text from a seed: words of a made-up vocabulary, so that it compresses about as well as prose,
 * and no two texts are the same. Confined to one thread.
 */
public final class Words {
  private static final int VOCABULARY = 4_096;
  private static final int MIN_LETTERS = 2;
  private static final int MAX_LETTERS = 11;

  private final String[] vocabulary = new String[VOCABULARY];
  private final SplittableRandom random;

  public Words(long seed) {
    random = new SplittableRandom(seed);
    for (int i = 0; i < VOCABULARY; i++) {
      vocabulary[i] = word();
    }
  }

  /** A text of that many characters. */
  public String text(int characters) {
    StringBuilder text = new StringBuilder(characters + MAX_LETTERS);
    while (text.length() < characters) {
      text.append(vocabulary[random.nextInt(VOCABULARY)]).append(' ');
    }
    text.setLength(characters);
    return text.toString().strip();
  }

  private String word() {
    int letters = random.nextInt(MIN_LETTERS, MAX_LETTERS + 1);
    StringBuilder word = new StringBuilder(letters);
    for (int i = 0; i < letters; i++) {
      word.append((char) random.nextInt('a', 'z' + 1));
    }
    return word.toString();
  }
}
