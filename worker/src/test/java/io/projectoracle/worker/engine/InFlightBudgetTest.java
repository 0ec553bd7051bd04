package io.projectoracle.worker.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class InFlightBudgetTest {
  @Test
  void aResultThatWaitsForItsCommitLeavesRoomForOtherWork() {
    var budget = new InFlightBudget(1, 10, 1_000);
    budget.add(1);

    assertThat(budget.hasRoom()).isFalse();

    budget.finish(1);

    assertThat(budget.hasRoom()).isTrue();
    assertThat(budget.records()).isEqualTo(1);
  }

  @Test
  void resultsWithoutACommitHoldUpWorkAtTwoTransactionsWorth() {
    var budget = new InFlightBudget(3, 10, 1_000);
    for (int i = 0; i < 3 + 2 * 10; i++) {
      assertThat(budget.hasRoom()).isTrue();
      budget.add(1);
      budget.finish(1);
    }

    assertThat(budget.hasRoom()).isFalse();

    budget.remove(2);

    assertThat(budget.hasRoom()).isTrue();
  }

  @Test
  void resultsWithoutACommitHoldUpWorkWhenTheyAreAsManyAsTheWorkItself() {
    var budget = new InFlightBudget(100, 1, 1_000);
    for (int i = 0; i < 2 * 100; i++) {
      budget.add(1);
      budget.finish(1);
    }

    assertThat(budget.hasRoom()).isFalse();
  }

  @Test
  void bytesCountFromTheStartToTheCommit() {
    var budget = new InFlightBudget(10, 10, 100);
    budget.add(60);
    budget.finish(40);

    assertThat(budget.hasRoom()).isFalse();
    assertThat(budget.bytes()).isEqualTo(100);

    budget.remove(100);

    assertThat(budget.bytes()).isZero();
  }

  @Test
  void oneRecordMayStartHoweverLargeIfNoneIsInFlight() {
    var budget = new InFlightBudget(10, 10, 100);

    assertThat(budget.hasRoom()).isTrue();

    budget.add(1_000);

    assertThat(budget.hasRoom()).isFalse();
  }
}
