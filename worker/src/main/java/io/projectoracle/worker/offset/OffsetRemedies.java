package io.projectoracle.worker.offset;

import io.projectoracle.worker.offset.CommittedOffset.Broken;
import io.projectoracle.worker.offset.CommittedOffset.Fault;
import io.projectoracle.worker.offset.CommittedOffset.Remedy;
import io.projectoracle.worker.offset.CommittedOffset.Sound;
import java.util.List;

/** The ways out of what can be wrong with committed offsets. */
final class OffsetRemedies {
  /** The log is empty, so nothing can be skipped or repeated. */
  static final Remedy BEGIN = new Remedy("to begin there", "--to earliest");

  static final List<Remedy> ALL_OR_NOTHING =
      List.of(
          new Remedy(
              "to work through all that is there, also what was finished before",
              "--to earliest --accept-repeat"),
          new Remedy("to leave all that is there", "--to latest --accept-skip"));

  private OffsetRemedies() {}

  static CommittedOffset deleted(long offset, String metadata, long logStart) {
    boolean readable = decoded(offset, metadata) instanceof Sound;
    return new Broken(
        Fault.DELETED,
        "records from " + offset + " to " + (logStart - 1) + " were deleted, some unfinished",
        List.of(
            readable
                ? new Remedy("to go on without them", "--to earliest --accept-skip")
                : new Remedy(
                    "to go on without them, and repeat what was finished after them",
                    "--to earliest --accept-skip --accept-repeat")));
  }

  static CommittedOffset decoded(long offset, String metadata) {
    try {
      return new Sound(PartitionProgress.read(offset, metadata));
    } catch (UnreadableOffsetMapException e) {
      return new Broken(
          Fault.UNREADABLE,
          String.valueOf(e.getMessage()),
          List.of(
              new Remedy(
                  "to go on there, and repeat what was finished after it",
                  "--to " + offset + " --accept-repeat")));
    }
  }
}
