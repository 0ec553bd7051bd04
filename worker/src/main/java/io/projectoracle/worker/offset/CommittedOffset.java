package io.projectoracle.worker.offset;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a group has committed for a partition, judged against the partition's log. */
public sealed interface CommittedOffset {
  /** Work goes on from there. */
  record Sound(PartitionProgress progress) implements CommittedOffset {}

  /**
   * Work cannot go on without somebody's decision: any guess could skip or repeat.
   *
   * @param fault what kind of thing is wrong
   * @param problem what is wrong, in words
   * @param remedies what may be done about it; at least one
   */
  record Broken(Fault fault, String problem, List<Remedy> remedies) implements CommittedOffset {
    public Broken {
      remedies = List.copyOf(remedies);
    }

    /**
     * The problem and the commands that mend it.
     *
     * @param command the command that sets the offset of this partition, but for what a remedy adds
     */
    public String advice(String command) {
      List<String> ways = new ArrayList<>();
      for (Remedy remedy : remedies) {
        ways.add(remedy.purpose() + ": " + command + " " + remedy.options());
      }
      return problem + "; stop the workers, then, " + String.join("; or, ", ways);
    }
  }

  /**
   * A way out.
   *
   * @param purpose what it leads to
   * @param options options of the command that sets offsets
   */
  record Remedy(String purpose, String options) {}

  /** What can be wrong. */
  enum Fault {
    /** Nothing is committed. */
    MISSING,
    /** The metadata was not written by this engine. */
    UNREADABLE,
    /** Records were deleted that nobody had finished. */
    DELETED,
    /** The log ends before the offset. */
    BEYOND_END
  }

  /**
   * Judges.
   *
   * @param offset the committed offset, if there is one
   * @param metadata its metadata
   * @param logStart the oldest offset of the log
   * @param logEnd the offset after the newest; looked up after the committed one
   */
  static CommittedOffset judge(@Nullable Long offset, String metadata, long logStart, long logEnd) {
    if (offset == null) {
      return logStart == logEnd
          ? new Broken(Fault.MISSING, "no offset is committed", List.of(OffsetRemedies.BEGIN))
          : new Broken(
              Fault.MISSING,
              "no offset is committed: none ever was, or it expired",
              OffsetRemedies.ALL_OR_NOTHING);
    }
    if (offset > logEnd) {
      return new Broken(
          Fault.BEYOND_END,
          "committed offset "
              + offset
              + " is beyond the log's end "
              + logEnd
              + ": records were lost, or the topic was made anew",
          OffsetRemedies.ALL_OR_NOTHING);
    }
    return offset < logStart
        ? OffsetRemedies.deleted(offset, metadata, logStart)
        : OffsetRemedies.decoded(offset, metadata);
  }
}
