package io.projectoracle.cli.letters;

import io.projectoracle.contract.Query;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Which deadline a repetition gets. One that is over would have the repetition expire without a
 * call: it is left out, and that is told.
 *
 * @param given for all of them; null: their own, unless it is over
 */
public record DeadlineChoice(@Nullable Instant given, InstantSource clock) {
  /** What became of the deadline. */
  public enum Fate {
    /** There is none, or it is still the same. */
    UNCHANGED,
    /** It was over. */
    DROPPED,
    /** Another one was given. */
    SET
  }

  @Nullable Instant of(Query query) {
    if (given != null) {
      return given;
    }
    return isOver(query) ? null : query.deadline();
  }

  Fate fate(Query query) {
    if (given != null) {
      return Fate.SET;
    }
    return isOver(query) ? Fate.DROPPED : Fate.UNCHANGED;
  }

  private boolean isOver(Query query) {
    Instant deadline = query.deadline();
    return deadline != null && !deadline.isAfter(clock.instant());
  }
}
