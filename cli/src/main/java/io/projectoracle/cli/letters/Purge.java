package io.projectoracle.cli.letters;

import java.util.List;
import java.util.function.Consumer;

/** Clears dead letters away, a bounded batch at a time. */
public record Purge(Publishing publishing) {
  static final int BATCH = 1_000;

  /**
   * Clears them away.
   *
   * @param listener told of each batch that is cleared away
   */
  public void run(List<DeadLetter> letters, Consumer<List<DeadLetter>> listener) {
    for (int from = 0; from < letters.size(); from += BATCH) {
      List<DeadLetter> batch = letters.subList(from, Math.min(letters.size(), from + BATCH));
      publishing.publish(batch.stream().map(DeadLetter::tombstone).toList());
      listener.accept(batch);
    }
  }
}
