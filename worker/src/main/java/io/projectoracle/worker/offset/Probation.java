package io.projectoracle.worker.offset;

/**
 * What a partition goes through after owners that did not leave in order. A crash has many causes,
 * and is forgotten as soon as the lowest unfinished record is finished. Where owners end one after
 * the other before that, one of the records that they started is suspected: then these are started
 * in groups, the first of a single record, each next one larger; and with each further crash the
 * largest group is smaller, down to one. So the record that is to blame is found after a few
 * crashes. If none is, and the crashes had other causes, suspects are through in some dozens of
 * rounds: once so many records have passed in groups of the largest size that the one to blame
 * would have been among them, a crash is taken back. After the crashes that called for care it may
 * stand further behind; then it is found all the same, but after more crashes. Confined to one
 * thread.
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

  /** Crashes after which groups cannot be smaller; more would only have to be taken back. */
  private static final int MOST_CRASHES = CRASHES_TO_BE_CAREFUL + LARGEST_GROUP_BITS / STEP_BITS;

  /**
   * How many of the largest groups take a crash back. The group that a crash hit was four times as
   * large as the largest one is afterwards, and begins where records are started next.
   */
  private static final int GROUPS_TO_CLEAR = 8;

  private final int maxSuspects;
  private int crashes;
  private int deaths;
  private long suspectsEnd;
  private int suspects;
  private int passedGroups;

  /** Records that have passed in groups of the largest size. */
  private int passedRecords;

  /**
   * Begins.
   *
   * @param inherited what the predecessors left, this owner's own tenure not included
   * @param logEnd end of the partition's log when it was taken over
   * @param maxSuspects most records that a predecessor can have started and not finished
   */
  public Probation(Tenure inherited, long logEnd, int maxSuspects) {
    this.maxSuspects = maxSuspects;
    this.crashes = Math.min(inherited.crashes(), MOST_CRASHES);
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

  /**
   * A group has been finished: the next one may be larger.
   *
   * @param records how many it had, since there may have been fewer than allowed
   */
  public void passed(int records) {
    boolean largest = growingBits() >= largestBits();
    passedGroups++;
    if (!largest) {
      return;
    }
    passedRecords += records;
    if (passedRecords >= GROUPS_TO_CLEAR << largestBits()) {
      crashes--;
      passedRecords = 0;
    }
  }

  /** How many suspects may be started together now; with one, the next crash tells which. */
  public int groupSize() {
    return 1 << Math.min(growingBits(), largestBits());
  }

  private int growingBits() {
    return Math.min(STEP_BITS * passedGroups, LARGEST_GROUP_BITS);
  }

  private int largestBits() {
    return LARGEST_GROUP_BITS - STEP_BITS * Math.max(0, crashes - CRASHES_TO_BE_CAREFUL);
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
