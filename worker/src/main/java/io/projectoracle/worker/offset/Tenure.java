package io.projectoracle.worker.offset;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the owner of a partition leaves written down beside its progress, for whoever comes after
 * it: whether it has left in order, and how its predecessors ended.
 *
 * @param state how the owner stands; after its death, how it stood last
 * @param crashes owners in a row that did not leave in order, as far as that still matters (see
 *     {@link Probation}); 0 to {@link #MAX_COUNT}
 * @param deaths how many of them ended after they had started the lowest unfinished record alone; 0
 *     to {@link #MAX_COUNT}
 */
public record Tenure(State state, int crashes, int deaths) {
  /** Whatever comes after it makes no difference. */
  public static final int MAX_COUNT = 99;

  /** Nobody owns the partition, and nothing bad is known of it. */
  public static final Tenure NONE = new Tenure(State.RELEASED, 0, 0);

  /** Characters that the written form has at most. */
  static final int MAX_CHARACTERS = 6;

  private static final Pattern WRITTEN = Pattern.compile("([rha])(\\d{1,2})\\.(\\d{1,2})");

  public Tenure {
    requireCount("crashes", crashes);
    requireCount("deaths", deaths);
  }

  /** The same predecessors, with the owner as it stands now. */
  public Tenure as(State now) {
    return new Tenure(now, crashes, deaths);
  }

  /**
   * What the next owner finds: an owner that has not left in order has crashed, as far as it can
   * tell.
   */
  public Tenure inherited() {
    return switch (state) {
      case RELEASED -> this;
      case HELD -> new Tenure(State.RELEASED, more(crashes), deaths);
      case ALONE -> new Tenure(State.RELEASED, more(crashes), more(deaths));
    };
  }

  /**
   * The written form: empty for {@link #NONE}, else a letter and two numbers, as in {@code h2.1}.
   */
  String written() {
    return equals(NONE) ? "" : state.letter + Integer.toString(crashes) + "." + deaths;
  }

  /** Splits metadata into the written form of a tenure, if it begins with one, and what follows. */
  static Split split(String metadata) {
    Matcher matcher = WRITTEN.matcher(metadata);
    if (!matcher.lookingAt()) {
      return new Split(NONE, metadata);
    }
    return new Split(
        new Tenure(
            State.of(matcher.group(1)),
            Integer.parseInt(matcher.group(2)),
            Integer.parseInt(matcher.group(3))),
        metadata.substring(matcher.end()));
  }

  private static int more(int count) {
    return Math.min(MAX_COUNT, count + 1);
  }

  private static void requireCount(String name, int count) {
    if (count < 0 || count > MAX_COUNT) {
      throw new IllegalArgumentException(
          name + " must be between 0 and " + MAX_COUNT + ": " + count);
    }
  }

  /**
   * @param rest what follows the tenure
   */
  record Split(Tenure tenure, String rest) {}

  /** How an owner stands. */
  public enum State {
    /** It has left in order, or nobody has come yet. */
    RELEASED('r'),
    /** It is at work. */
    HELD('h'),
    /** It has started the lowest unfinished record, and nothing else that is suspected. */
    ALONE('a');

    private final char letter;

    State(char letter) {
      this.letter = letter;
    }

    private static State of(String letter) {
      for (State state : values()) {
        if (state.letter == letter.charAt(0)) {
          return state;
        }
      }
      throw new IllegalArgumentException("no state of a tenure: " + letter);
    }
  }
}
