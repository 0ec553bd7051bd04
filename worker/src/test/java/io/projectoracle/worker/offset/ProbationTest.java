package io.projectoracle.worker.offset;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ProbationTest {
  @Test
  void oneCrashCallsForNoCare() {
    assertThat(probation(0, 0, 100).isCareful()).isFalse();
    assertThat(probation(1, 0, 100).isCareful()).isFalse();
    assertThat(probation(2, 0, 100).isCareful()).isTrue();
  }

  @Test
  void itIsOverWhenEverythingIsFinishedThatWasThereAtTheTakeOver() {
    Probation probation = probation(2, 0, 100);

    probation.reached(99);
    assertThat(probation.crashes()).isEqualTo(2);
    probation.reached(100);

    assertThat(probation.crashes()).isZero();
    assertThat(probation.isCareful()).isFalse();
  }

  @Test
  void itIsOverBeforeThatIfNoMoreCanHaveBeenStarted() {
    Probation probation = probation(2, 0, 1_000_000);
    probation.delivered(10);
    probation.delivered(14);
    probation.delivered(17); // The third of three.
    probation.delivered(20);

    probation.reached(17);
    assertThat(probation.isCareful()).isTrue();
    probation.reached(18);

    assertThat(probation.isCareful()).isFalse();
  }

  @Test
  void deathsBelongToTheLowestUnfinishedRecordAlone() {
    Probation probation = probation(4, 2, 100);

    probation.finishedLowest();

    assertThat(probation.deaths()).isZero();
    assertThat(probation.tenure(Tenure.State.ALONE))
        .isEqualTo(new Tenure(Tenure.State.ALONE, 4, 0));
  }

  private static Probation probation(int crashes, int deaths, long logEnd) {
    return new Probation(
        new Tenure(Tenure.State.RELEASED, crashes, deaths), logEnd, /* maxSuspects= */ 3);
  }
}
