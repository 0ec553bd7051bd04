package io.projectoracle.cli.offsets;

import io.projectoracle.worker.offset.CommittedOffset;
import io.projectoracle.worker.offset.OffsetMap;
import io.projectoracle.worker.offset.PartitionProgress;
import io.projectoracle.worker.offset.UnreadableOffsetMapException;
import org.jspecify.annotations.Nullable;

/**
 * How far a partition of the queries topic is.
 *
 * @param partition number of the partition
 * @param logStart the oldest offset of its log
 * @param logEnd the offset after the newest
 * @param committed the committed offset, if there is one
 * @param known what is finished, if the metadata tells; of a log that may have lost its beginning
 * @param problem what is wrong, if anything is
 * @param workEnd the offset after the last that may need work
 */
public record PartitionOffset(
    int partition,
    long logStart,
    long logEnd,
    @Nullable Long committed,
    @Nullable OffsetMap known,
    CommittedOffset.@Nullable Broken problem,
    long workEnd) {

  /** Judges what was found. */
  public static PartitionOffset of(
      int partition, long logStart, long logEnd, @Nullable Long committed, String metadata) {
    CommittedOffset judged = CommittedOffset.judge(committed, metadata, logStart, logEnd);
    return new PartitionOffset(
        partition,
        logStart,
        logEnd,
        committed,
        committed == null || committed > logEnd ? null : decoded(committed, metadata),
        judged instanceof CommittedOffset.Broken broken ? broken : null,
        logEnd);
  }

  /**
   * The same, where no record follows the committed offset: markers of transactions, and what was
   * aborted, take offsets too, but are nobody's work.
   */
  PartitionOffset withoutRecords() {
    return new PartitionOffset(
        partition,
        logStart,
        logEnd,
        committed,
        known,
        problem,
        committed == null ? logEnd : committed);
  }

  private static @Nullable OffsetMap decoded(long committed, String metadata) {
    try {
      return PartitionProgress.read(committed, metadata).finished();
    } catch (UnreadableOffsetMapException e) {
      return null; // Which is the problem.
    }
  }

  /**
   * Offsets that nobody has finished; null if that is not known. Markers between records count, as
   * nobody can tell them apart without reading everything.
   */
  public @Nullable Long unfinished() {
    return known == null ? null : known.unfinishedBelow(workEnd);
  }

  /** Offsets above the committed one that are finished; null if that is not known. */
  public @Nullable Integer finishedAbove() {
    return known == null ? null : known.finishedAboveBase();
  }

  /** Unfinished ones below the highest finished one: somebody must have started them. */
  public @Nullable Long started() {
    return known == null ? null : known.unfinishedBelow(known.end());
  }
}
