package io.projectoracle.worker.offset;

import static org.assertj.core.api.Assertions.assertThat;

import io.projectoracle.worker.offset.CommittedOffset.Broken;
import io.projectoracle.worker.offset.CommittedOffset.Fault;
import io.projectoracle.worker.offset.CommittedOffset.Remedy;
import io.projectoracle.worker.offset.CommittedOffset.Sound;
import org.junit.jupiter.api.Test;

class CommittedOffsetTest {
  @Test
  void anOffsetWithinTheLogIsSoundFromItsStartToItsEnd() {
    assertThat(CommittedOffset.judge(5L, "", 5, 5))
        .isEqualTo(new Sound(new PartitionProgress(OffsetMap.startingAt(5), Tenure.NONE)));
    assertThat(CommittedOffset.judge(5L, "", 0, 5)).isInstanceOf(Sound.class);
    assertThat(CommittedOffset.judge(5L, "", 5, 9)).isInstanceOf(Sound.class);
  }

  @Test
  void withoutAnOffsetAnEmptyLogBeginsWithoutAnyRisk() {
    Broken broken = (Broken) CommittedOffset.judge(null, "", 7, 7);

    assertThat(broken.fault()).isEqualTo(Fault.MISSING);
    assertThat(broken.remedies()).extracting(Remedy::options).containsExactly("--to earliest");
  }

  @Test
  void withoutAnOffsetRecordsAreRepeatedOrSkipped() {
    Broken broken = (Broken) CommittedOffset.judge(null, "", 7, 8);

    assertThat(broken.remedies())
        .extracting(Remedy::options)
        .containsExactly("--to earliest --accept-repeat", "--to latest --accept-skip");
  }

  @Test
  void unreadableMetadataNamesTheOffsetToGoOnFrom() {
    Broken broken = (Broken) CommittedOffset.judge(42L, "notes", 40, 50);

    assertThat(broken.fault()).isEqualTo(Fault.UNREADABLE);
    assertThat(broken.advice("oracle offsets reset --partition 3"))
        .contains("does not begin with o1", "stop the workers")
        .endsWith(": oracle offsets reset --partition 3 --to 42 --accept-repeat");
  }

  @Test
  void deletedRecordsAreSkippedAndWhatIsUnknownRepeated() {
    Broken readable = (Broken) CommittedOffset.judge(3L, "", 5, 9);
    Broken unreadable = (Broken) CommittedOffset.judge(3L, "notes", 5, 9);

    assertThat(readable.fault()).isEqualTo(Fault.DELETED);
    assertThat(readable.problem()).contains("records from 3 to 4 were deleted");
    assertThat(readable.remedies())
        .extracting(Remedy::options)
        .containsExactly("--to earliest --accept-skip");
    assertThat(unreadable.remedies())
        .extracting(Remedy::options)
        .containsExactly("--to earliest --accept-skip --accept-repeat");
  }

  @Test
  void anOffsetBeyondTheEndBelongsToAnotherLog() {
    Broken broken = (Broken) CommittedOffset.judge(10L, "", 0, 9);

    assertThat(broken.fault()).isEqualTo(Fault.BEYOND_END);
    assertThat(broken.problem()).contains("10", "9");
  }
}
