package io.projectoracle.worker.offset;

/**
 * What a partition goes through after owners that did not leave in order. A crash has many causes,
 * and is forgotten as soon as the lowest unfinished record is finished. Where owners end one after
 * the other before that, one of the records that they started is suspected: then these are started
 * in groups, the first of a single record, each next one larger; and with each further crash the
 * largest group is smaller, down to one. So the record that is to blame is found after a few
 * crashes, and if none is, suspects are through in a few rounds. Confined to one thread.
 *
 * <p>Nothing needs to be written down for that while records are started: an owner starts them in
 * the order of the log and never has more than so many unfinished ones, so its suspects are the
 * first unfinished ones, and lie below the end that the log has when the next owner comes.
 */
public final class Probation {
  /** Crashes in a row without progress that are worth some slowness to find out. */
  private static final int CRASHES_TO_BE_CAREFUL = 3;

  /** By how many bits groups grow, and the largest shrinks. */
  private static final int STEP_BITS = 2;

  private static final int LARGEST_GROUP_BITS = 8;

  private final int maxSuspects;
  private int crashes;
  private int deaths;
  private long suspectsEnd;
  private int suspects;
  private int passedGroups;

  /**
   * Begins.
   *
   * @param inherited what the predecessors left, this owner's own tenure not included
   * @param logEnd end of the partition's log when it was taken over
   * @param maxSuspects most records that a predecessor can have started and not finished
   */
  public Probation(Tenure inherited, long logEnd, int maxSuspects) {
    this.maxSuspects = maxSuspects;
    this.crashes = inherited.crashes();
    this.deaths = inherited.deaths();
    this.suspectsEnd = logEnd;
  }

  /** Takes note of a record that needs work, in the order of the log, before it is started. */
  public void delivered(long offset) {
    if (crashes > 0 && offset < suspectsEnd && ++suspects >= maxSuspects) {
      suspectsEnd = offset + 1;
    }
  }

  /** The lowest unfinished record has been finished: what is known of it concerns no other. */
  public void finishedLowest() {
    deaths = 0;
    if (!isCareful()) {
      crashes = 0;
    }
  }

  /** A group of records has been finished: the next one may be larger. */
  public void passed() {
    passedGroups++;
  }

  /** How many suspects may be started together now; with one, the next crash tells which. */
  public int groupSize() {
    int bits = Math.min(STEP_BITS * passedGroups, LARGEST_GROUP_BITS);
    int mostBits = LARGEST_GROUP_BITS - STEP_BITS * (crashes - CRASHES_TO_BE_CAREFUL);
    return 1 << Math.max(0, Math.min(bits, mostBits));
  }

  /**
   * Takes note of progress.
   *
   * @param base the lowest offset that is not finished
   */
  public void reached(long base) {
    if (base >= suspectsEnd) {
      crashes = 0;
    }
  }

  /** Whether records of the partition must be started in groups. */
  public boolean isCareful() {
    return crashes >= CRASHES_TO_BE_CAREFUL;
  }

  /** Predecessors in a row that did not leave in order, as far as that still matters. */
  public int crashes() {
    return crashes;
  }

  /** Those of them that had started the lowest unfinished record alone. */
  public int deaths() {
    return deaths;
  }

  /** What to write down. */
  public Tenure tenure(Tenure.State state) {
    return new Tenure(state, crashes, deaths);
  }
}
