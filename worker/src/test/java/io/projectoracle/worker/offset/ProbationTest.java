package io.projectoracle.worker.offset;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ProbationTest {
  @Test
  void oneCrashOrTwoCallForNoCare() {
    assertThat(probation(0, 0, 100).isCareful()).isFalse();
    assertThat(probation(2, 0, 100).isCareful()).isFalse();
    assertThat(probation(3, 0, 100).isCareful()).isTrue();
  }

  @Test
  void crashesAreForgottenWithProgressUnlessTheyCallForCare() {
    Probation twice = probation(2, 0, 100);
    Probation thrice = probation(3, 0, 100);

    twice.finishedLowest();
    thrice.finishedLowest();

    assertThat(twice.crashes()).isZero();
    assertThat(thrice.isCareful()).isTrue();
  }

  @Test
  void groupsGrowFromOneAndTheLargestShrinksToOne() {
    assertThat(groups(3)).containsExactly(1, 4, 16, 64, 256, 256, 256);
    assertThat(groups(5)).containsExactly(1, 4, 16, 16, 16, 16, 16);
    assertThat(groups(7)).containsOnly(1);
    assertThat(groups(Tenure.MAX_COUNT)).containsOnly(1);
  }

  @Test
  void itIsOverWhenEverythingIsFinishedThatWasThereAtTheTakeOver() {
    Probation probation = probation(3, 0, 100);

    probation.reached(99);
    assertThat(probation.crashes()).isEqualTo(3);
    probation.reached(100);

    assertThat(probation.crashes()).isZero();
    assertThat(probation.isCareful()).isFalse();
  }

  @Test
  void itIsOverBeforeThatIfNoMoreCanHaveBeenStarted() {
    Probation probation = probation(3, 0, 1_000_000);
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

  private static List<Integer> groups(int crashes) {
    Probation probation = probation(crashes, 0, 100);
    List<Integer> sizes = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      sizes.add(probation.groupSize());
      probation.passed();
    }
    return sizes;
  }

  private static Probation probation(int crashes, int deaths, long logEnd) {
    return new Probation(
        new Tenure(Tenure.State.RELEASED, crashes, deaths), logEnd, /* maxSuspects= */ 3);
  }
}
