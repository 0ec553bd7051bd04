package io.projectoracle.worker.offset;

/**
 * What a partition goes through after owners that did not leave in order. Any record that they may
 * have started is suspected of having ended them; as soon as all of those are finished, none is,
 * and the count of crashes begins anew. From two crashes in a row on, suspects are started one at a
 * time, so that the next crash tells which one it was. Confined to one thread.
 *
 * <p>Nothing needs to be written down for that while records are started: an owner starts them in
 * the order of the log and never has more than so many unfinished ones, so its suspects are the
 * first unfinished ones, and lie below the end that the log has when the next owner comes.
 */
public final class Probation {
  /** One crash has many causes; two in a row are worth some slowness to find out. */
  private static final int CRASHES_TO_BE_CAREFUL = 2;

  private final int maxSuspects;
  private int crashes;
  private int deaths;
  private long suspectsEnd;
  private int suspects;

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

  /** Whether records of the partition must be started one at a time. */
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
