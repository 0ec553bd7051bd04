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
    assertThat(groups(3, 7)).containsExactly(1, 4, 16, 64, 256, 256, 256);
    assertThat(groups(5, 7)).containsExactly(1, 4, 16, 16, 16, 16, 16);
    assertThat(groups(7, 7)).containsOnly(1);
    assertThat(groups(Tenure.MAX_COUNT, 7)).containsOnly(1);
  }

  @Test
  void aCrashIsTakenBackOnceItsCauseWouldHaveBeenAmongThoseThatPassed() {
    assertThat(groups(7, 18))
        .containsExactly(1, 1, 1, 1, 1, 1, 1, 1, 4, 4, 4, 4, 4, 4, 4, 4, 16, 16);
    assertThat(groups(7, 200).stream().mapToInt(size -> size).limit(40).sum())
        .as("suspects that are through after forty rounds")
        .isGreaterThan(2_000);
  }

  @Test
  void careIsOverOnceSoManyHavePassedThoughMoreMayHaveBeenStarted() {
    Probation probation = probation(3, 0, 1_000_000);
    for (int round = 0; round < 12; round++) {
      assertThat(probation.isCareful()).as("after %d rounds", round).isTrue();
      probation.passed(probation.groupSize());
    }

    assertThat(probation.isCareful()).isFalse();
  }

  @Test
  void groupsThatWereNotFullClearFewerRecords() {
    Probation probation = probation(6, 0, 100);
    probation.passed(1);
    for (int i = 0; i < 31; i++) {
      assertThat(probation.groupSize()).isEqualTo(4);
      probation.passed(1);
    }

    probation.passed(1);

    assertThat(probation.groupSize()).isEqualTo(16);
  }

  @Test
  void aPoisonRecordIsNamedAfterAsManyCrashesWhereverItStands() {
    for (int position = 0; position < 1_600; position++) {
      assertThat(crashesUntilNamed(position)).as("position " + position).isLessThanOrEqualTo(8);
    }
  }

  @Test
  void behindManyHealthySuspectsItIsFoundAfterMoreCrashes() {
    for (int position = 1_600; position < 4_600; position++) {
      assertThat(crashesUntilNamed(position)).as("position " + position).isLessThanOrEqualTo(8 + 6);
    }
  }

  /** Crashes until the record was started alone, the one included that it then causes. */
  private static int crashesUntilNamed(int position) {
    int base = 0;
    int total = 3;
    int crashes = 3;
    while (true) {
      Probation probation =
          new Probation(new Tenure(Tenure.State.RELEASED, crashes, 0), 9_999, 9_999);
      while (probation.isCareful() && base + probation.groupSize() <= position) {
        base += probation.groupSize();
        probation.passed(probation.groupSize());
      }
      if (!probation.isCareful()) {
        // Started as any other, the record ends three owners until the next one is careful.
        total += 3;
        crashes = 3;
      } else if (probation.groupSize() == 1) {
        return total + 1;
      } else {
        total++;
        crashes = probation.crashes() + 1;
      }
    }
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

  private static List<Integer> groups(int crashes, int rounds) {
    Probation probation = probation(crashes, 0, 100);
    List<Integer> sizes = new ArrayList<>();
    for (int i = 0; i < rounds; i++) {
      sizes.add(probation.groupSize());
      probation.passed(probation.groupSize());
    }
    return sizes;
  }

  private static Probation probation(int crashes, int deaths, long logEnd) {
    return new Probation(
        new Tenure(Tenure.State.RELEASED, crashes, deaths), logEnd, /* maxSuspects= */ 3);
  }
}
