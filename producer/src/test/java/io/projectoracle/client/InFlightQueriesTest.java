package io.projectoracle.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.projectoracle.contract.Answer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class InFlightQueriesTest {
  private boolean mustNotWait;
  private final InFlightQueries inFlight = new InFlightQueries(1, () -> mustNotWait);

  @Test
  void completesTheFutureOfTheAnswersId() throws Exception {
    CompletableFuture<Answer> future = inFlight.add("q1");

    inFlight.complete(TestMessages.answered("other"));
    inFlight.complete(TestMessages.answered("q1"));

    assertThat(future).isCompletedWithValueMatching(answer -> answer.queryId().equals("q1"));
    assertThat(inFlight.size()).isZero();
  }

  @Test
  void refusesAnIdThatIsInFlight() throws Exception {
    var unused = inFlight.add("q1");

    assertThatIllegalStateException()
        .isThrownBy(() -> inFlight.add("q1"))
        .withMessage("query id is already in flight: q1");
  }

  @Test
  void takesAnIdAgainOnceItIsAnswered() throws Exception {
    var unused = inFlight.add("q1");
    inFlight.complete(TestMessages.answered("q1"));

    assertThat(inFlight.add("q1")).isNotDone();
  }

  @Test
  void aCallerWhoGivesUpMakesRoom() throws Exception {
    inFlight.add("q1").cancel(/* mayInterruptIfRunning= */ false);

    assertThat(inFlight.size()).isZero();
  }

  @Test
  void everyoneWhoJoinedGetsTheAnswer() throws Exception {
    CompletableFuture<Answer> first = inFlight.add("q1");
    mustNotWait = true;
    CompletableFuture<Answer> second = inFlight.join("q1");

    inFlight.complete(TestMessages.answered("q1"));

    assertThat(first).isCompleted();
    assertThat(second).isCompleted();
    assertThat(inFlight.size()).isZero();
  }

  @Test
  void whoGivesUpTakesNobodyAlong() throws Exception {
    CompletableFuture<Answer> first = inFlight.add("q1");
    mustNotWait = true;
    inFlight.join("q1").cancel(/* mayInterruptIfRunning= */ false);

    inFlight.complete(TestMessages.answered("q1"));

    assertThat(first).isCompleted();
    assertThat(inFlight.size()).isZero();
  }

  @Test
  void waitsForRoom() throws Exception {
    var unused = inFlight.add("q1");
    var started = new CountDownLatch(1);
    var second =
        new FutureTask<>(
            () -> {
              started.countDown();
              return inFlight.add("q2");
            });
    new Thread(second, "second").start();
    started.await();
    assertThatThrownBy(() -> second.get(100, TimeUnit.MILLISECONDS))
        .isInstanceOf(java.util.concurrent.TimeoutException.class);

    inFlight.complete(TestMessages.answered("q1"));

    assertThat(second.get(2, TimeUnit.MINUTES)).isNotDone();
  }

  @Test
  void doesNotWaitWhereItMustNot() throws Exception {
    var unused = inFlight.add("q1");

    mustNotWait = true;

    assertThat(inFlight.add("q2")).isNotDone();
    assertThat(inFlight.join("q2")).isNotDone();
  }

  @Test
  void theEndFailsWhatIsInFlightAndRefusesMore() throws Exception {
    CompletableFuture<Answer> future = inFlight.add("q1");

    inFlight.end(new OracleClientException("client is closed"));

    assertThat(future)
        .failsWithin(Duration.ofSeconds(1))
        .withThrowableThat()
        .withMessageContaining("client is closed");
    assertThatIllegalStateException()
        .isThrownBy(() -> inFlight.add("q2"))
        .withMessage("client is closed");
  }

  @Test
  void emptiesWhileNoneMayEnter() throws Exception {
    var unused = inFlight.add("q1");
    inFlight.refuse(new OracleClientException("client is closed"));
    mustNotWait = true;
    var emptied =
        new FutureTask<>(
            () -> {
              inFlight.awaitEmpty(Duration.ofSeconds(30));
              return "emptied";
            });
    new Thread(emptied, "emptied").start();
    assertThatIllegalStateException()
        .isThrownBy(() -> inFlight.join("q2"))
        .withMessage("client is closed");

    inFlight.complete(TestMessages.answered("q1"));

    assertThat(emptied.get(2, TimeUnit.MINUTES)).isEqualTo("emptied");
  }
}
