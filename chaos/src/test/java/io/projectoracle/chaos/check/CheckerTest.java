package io.projectoracle.chaos.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.projectoracle.chaos.history.FaultLine.Kind;
import org.junit.jupiter.api.Test;

final class CheckerTest {
  @Test
  void aHistoryInWhichEverythingWentWellPasses() {
    Report report =
        new PlantedHistory()
            .start("w1", 0, 4_000)
            .query("q1", 5_000)
            .call("c1", "q1", "w1", 5_010, 5_100)
            .answer("q1", "w1", "c1", 5_110)
            .query("q2", 6_000)
            .call("c2", "q2", "w1", 6_010, 6_100)
            .answer("q2", "w1", "c2", 6_110)
            .check();

    assertThat(report.verdict()).isEqualTo(Report.PASS);
    assertThat(report.problems()).isEmpty();
    assertThat(report.queries()).isEqualTo(2);
    assertThat(report.answers()).isEqualTo(2);
    assertThat(report.calls()).isEqualTo(2);
    assertThat(report.repeatedCalls()).isZero();
  }

  @Test
  void anAcceptedQueryWithoutAnAnswerIsLost() {
    Report report = new PlantedHistory().query("q1", 5_000).check();

    assertThat(report.lost()).isEqualTo(1);
    assertThat(report.verdict()).isEqualTo(Report.FAIL);
  }

  @Test
  void aSecondAnswerIsADuplicate() {
    Report report =
        answeredByW1()
            .call("c2", "q1", "w2", 20_000, 20_100)
            .answer("q1", "w2", "c2", 20_110)
            .check();

    assertThat(report.duplicates()).isEqualTo(1);
    assertThat(report.unexplainedRepeats()).isEqualTo(1);
    assertThat(report.verdict()).isEqualTo(Report.FAIL);
  }

  @Test
  void anAnswerWithoutUsageIsAMismatch() {
    Report report =
        new PlantedHistory().query("q1", 5_000).answerWithoutUsage("q1", "w1", 5_110).check();

    assertThat(report.usageMismatches()).isEqualTo(1);
    assertThat(report.verdict()).isEqualTo(Report.FAIL);
  }

  @Test
  void usageWithoutAnAnswerIsAMismatch() {
    Report report =
        new PlantedHistory().query("q1", 5_000).usage("answer", "q1", "w1", "c1").check();

    assertThat(report.usageMismatches()).isEqualTo(1);
  }

  @Test
  void aCallThatIsAccountedForTwiceIsAMismatch() {
    Report report = answeredByW1().query("q2", 6_000).answer("q2", "w1", "c1", 6_100).check();

    assertThat(report.usageMismatches()).isEqualTo(1);
    assertThat(report.verdict()).isEqualTo(Report.FAIL);
  }

  @Test
  void anAnswerToWhatWasNeverAskedIsAStray() {
    Report report = answeredByW1().answer("q9", "w1", "c9", 6_100).check();

    assertThat(report.strays()).isEqualTo(2);
    assertThat(report.verdict()).isEqualTo(Report.FAIL);
  }

  @Test
  void aRepeatForNoReasonIsUnexplained() {
    Report report = repeatedByW2().check();

    assertThat(report.repeatedCalls()).isEqualTo(1);
    assertThat(report.unexplainedRepeats()).isEqualTo(1);
    assertThat(report.verdict()).isEqualTo(Report.FAIL);
  }

  @Test
  void aCallInVainIsUnexplainedEvenIfItWasTheOnlyOne() {
    Report report = answeredByW1().query("q2", 6_000).call("c2", "q2", "w1", 6_010, 6_100).check();

    assertThat(report.unexplainedCalls()).isEqualTo(1);
  }

  @Test
  void aResultThatWasThrownAwayNeedsAnExcuseToo() {
    Report report = repeatedByW2().usage("orphan", "q1", "w1", "c1").check();

    assertThat(report.unexplainedRepeats()).isEqualTo(1);
  }

  @Test
  void aKillBetweenTheCallAndTheAnswerExcusesARepeat() {
    Report report = repeatedByW2().fault(Kind.KILL, "w1", 5_050, 5_060).check();

    assertThat(report.repeatedCalls()).isEqualTo(1);
    assertThat(report.excusedCalls()).containsEntry("killed", 1);
    assertThat(report.kills()).isEqualTo(1);
    assertThat(report.verdict()).isEqualTo(Report.PASS);
  }

  @Test
  void aKillOfAnotherWorkerExcusesNothing() {
    Report report = repeatedByW2().fault(Kind.KILL, "w3", 5_050, 5_060).check();

    assertThat(report.unexplainedRepeats()).isEqualTo(1);
  }

  @Test
  void aKillAfterTheAnswerExcusesNothing() {
    Report report = repeatedByW2().fault(Kind.KILL, "w1", 22_000, 22_010).check();

    assertThat(report.unexplainedRepeats()).isEqualTo(1);
  }

  @Test
  void aKillBeforeTheCallExcusesNothingAlthoughTheSuccessorHasTheName() {
    Report report =
        new PlantedHistory()
            .start("w1", 0, 2_000)
            .fault(Kind.KILL, "w1", 2_500, 2_510)
            .start("w1", 2_600, 4_600)
            .start("w2", 0, 4_000)
            .query("q1", 5_000)
            .call("c1", "q1", "w1", 5_010, 5_100)
            .call("c2", "q1", "w2", 20_000, 20_100)
            .answer("q1", "w2", "c2", 20_110)
            .check();

    assertThat(report.unexplainedRepeats()).isEqualTo(1);
  }

  @Test
  void aPausePastTheSessionExcusesWhatWasUnderWay() {
    Report report = repeatedByW2().fault(Kind.PAUSE, "w1", 5_050, 25_000).check();

    assertThat(report.excusedCalls()).containsEntry("paused", 1);
    assertThat(report.verdict()).isEqualTo(Report.PASS);
  }

  @Test
  void aPausePastTheSessionExcusesAResultThatWasNotCommittedYet() {
    Report report = repeatedByW2().fault(Kind.PAUSE, "w1", 5_105, 25_000).check();

    assertThat(report.excusedCalls()).containsEntry("paused", 1);
  }

  @Test
  void aPauseAfterTheAnswerExcusesNothing() {
    Report report = repeatedByW2().fault(Kind.PAUSE, "w1", 22_000, 40_000).check();

    assertThat(report.unexplainedRepeats()).isEqualTo(1);
  }

  @Test
  void aPauseShorterThanTheSessionExcusesNothing() {
    Report report = repeatedByW2().fault(Kind.PAUSE, "w1", 5_050, 13_000).check();

    assertThat(report.unexplainedRepeats()).isEqualTo(1);
  }

  @Test
  void aWorkerThatAwakesMayNotKnowAtOnceThatItLostItsPartitions() {
    assertThat(awakening(29_900).unexplainedRepeats()).isZero();
    assertThat(awakening(30_100).unexplainedRepeats()).isEqualTo(1);
  }

  @Test
  void aWorkerThatAwakesCannotLearnOfItWhileTheBrokerIsAway() {
    PlantedHistory late = awake(34_900);
    PlantedHistory tooLate = awake(35_100);

    assertThat(late.fault(Kind.BROKER_KILL, null, 24_000, 30_000).check().unexplainedRepeats())
        .isZero();
    assertThat(tooLate.fault(Kind.BROKER_KILL, null, 24_000, 30_000).check().unexplainedRepeats())
        .isEqualTo(1);
  }

  @Test
  void whatOutlastsTheDrainOfAPlannedStopIsExcused() {
    assertThat(repeatedByW2().stop("w1", 5_050, 35_060, 4).check().excusedCalls())
        .containsEntry("outlasted_drain", 1);
  }

  @Test
  void aStopThatSaysItCutNothingShortExcusesNothing() {
    assertThat(repeatedByW2().stop("w1", 5_050, 35_060, 0).check().unexplainedRepeats())
        .isEqualTo(1);
  }

  @Test
  void aStopThatWasOverTooSoonExcusesNothing() {
    assertThat(repeatedByW2().stop("w1", 5_050, 15_060, 4).check().unexplainedRepeats())
        .isEqualTo(1);
  }

  @Test
  void aWorkerThatEndsByItselfFailsTheRun() {
    Report report = answeredByW1().fault(Kind.CRASH, "w1", 9_000, 9_000).check();

    assertThat(report.crashes()).isEqualTo(1);
    assertThat(report.verdict()).isEqualTo(Report.FAIL);
  }

  @Test
  void aRunWithoutQueriesProvesNothing() {
    assertThat(new PlantedHistory().check().verdict()).isEqualTo(Report.FAIL);
  }

  @Test
  void aGapIsTheTimeBetweenAnswersWhileAQueryWaits() {
    Report report =
        new PlantedHistory()
            .query("q1", 1_000)
            .answer("q1", "w1", "c1", 1_500)
            .query("q2", 60_000)
            .query("q3", 61_000)
            .answer("q2", "w1", "c2", 63_000)
            .answer("q3", "w1", "c3", 67_500)
            .check();

    assertThat(report.maxGapSeconds()).isEqualTo(4.5);
    assertThat(report.maxReaderGapSeconds()).isEqualTo(4.5);
  }

  @Test
  void survivorsHaveTheSessionAndTwoSecondsToTakeOver() {
    Report report = takenOver(32_050).check();

    assertThat(report.takeovers()).isEqualTo(1);
    assertThat(report.maxTakeoverSeconds()).isEqualTo(11.95);
    assertThat(report.lateTakeovers()).isZero();
    assertThat(report.verdict()).isEqualTo(Report.PASS);
  }

  @Test
  void aTakeoverThatTakesLongerIsLate() {
    Report report = takenOver(32_200).check();

    assertThat(report.lateTakeovers()).isEqualTo(1);
    assertThat(report.verdict()).isEqualTo(Report.FAIL);
  }

  @Test
  void theTimeCountsAnewIfTheHeirIsKilledToo() {
    Report report =
        takenOver(40_000).owner("w3", 30_000, 0).fault(Kind.KILL, "w3", 31_000, 31_010).check();

    assertThat(report.lateTakeovers()).isZero();
  }

  @Test
  void aTakeoverIsJudgedIfSomebodyElseIsKilledMeanwhile() {
    Report report =
        takenOver(50_000).owner("w3", 0, 1).fault(Kind.KILL, "w3", 31_000, 31_010).check();

    assertThat(report.lateTakeovers()).isEqualTo(1);
  }

  @Test
  void aTakeoverIsNotJudgedWhileTheBrokerIsAway() {
    Report report = takenOver(50_000).fault(Kind.BROKER_KILL, null, 25_000, 29_000).check();

    assertThat(report.lateTakeovers()).isZero();
  }

  @Test
  void aSessionThatIsLostForNoReasonIsReported() {
    PlantedHistory history = answeredByW1().owner("w1", 4_000, 0, 1).owner("w1", 60_000);

    assertThat(history.check().unexplainedLosses()).isEqualTo(1);
    assertThat(history.fault(Kind.PAUSE, "w1", 45_000, 58_000).check().unexplainedLosses())
        .isZero();
  }

  /**
   * w1 is killed at 20 s while a query waits on its partition; w2 answers after 100 ms of model.
   */
  private static PlantedHistory takenOver(long answered) {
    return new PlantedHistory()
        .start("w1", 0, 4_000)
        .start("w2", 0, 4_000)
        .owner("w1", 4_000, 0)
        .query("q1", 19_900)
        .call("c1", "q1", "w1", 19_950, 20_000)
        .fault(Kind.KILL, "w1", 20_000, 20_010)
        .owner("w2", 30_000, 0)
        .call("c2", "q1", "w2", answered - 110, answered - 10)
        .answer("q1", "w2", "c2", answered);
  }

  private static PlantedHistory answeredByW1() {
    return new PlantedHistory()
        .start("w1", 0, 4_000)
        .start("w2", 0, 4_000)
        .query("q1", 5_000)
        .call("c1", "q1", "w1", 5_010, 5_100)
        .answer("q1", "w1", "c1", 5_110);
  }

  /** w1 called at 5 s, w2 called again at 20 s and answered. */
  private static PlantedHistory repeatedByW2() {
    return new PlantedHistory()
        .start("w1", 0, 4_000)
        .start("w2", 0, 4_000)
        .query("q1", 5_000)
        .call("c1", "q1", "w1", 5_010, 5_100)
        .call("c2", "q1", "w2", 20_000, 20_100)
        .answer("q1", "w2", "c2", 20_110);
  }

  /** w1 sleeps for 20 s, and then calls for what w2 has answered meanwhile. */
  private static Report awakening(long called) {
    return awake(called).check();
  }

  private static PlantedHistory awake(long called) {
    return new PlantedHistory()
        .start("w1", 0, 4_000)
        .start("w2", 0, 4_000)
        .query("q1", 5_000)
        .fault(Kind.PAUSE, "w1", 5_005, 25_000)
        .call("c2", "q1", "w2", 20_000, 20_100)
        .answer("q1", "w2", "c2", 20_110)
        .call("c1", "q1", "w1", called, called + 100);
  }
}
