package io.projectoracle.cli.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class TallyTest {
  private final Tally tally = new Tally();
  private final CountDownLatch roomFor19 = new CountDownLatch(Tally.FIRST_WINDOW + 3);
  private final Thread submitter = new Thread(this::submitAll);

  @AfterEach
  void stop() {
    submitter.interrupt();
  }

  @Test
  void windowGrowsByOneForEachQueryThatEnds() throws Exception {
    submitter.start();
    awaitWaiting();
    assertThat(roomFor19.getCount()).isEqualTo(3);

    tally.ended(null, 1);
    awaitWaiting();
    assertThat(roomFor19.getCount()).isEqualTo(1);

    tally.ended(null, 2);
    assertThat(roomFor19.await(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void whoeverWaitsForRoomLearnsOfAFailure() {
    for (int i = 0; i < Tally.FIRST_WINDOW; i++) {
      tally.submitted(i);
    }
    tally.fail(new IOException("disk full"));

    assertThatIllegalStateException().isThrownBy(tally::awaitRoom).withMessage("disk full");
  }

  private void submitAll() {
    try {
      while (true) {
        tally.awaitRoom();
        tally.submitted(1);
        roomFor19.countDown();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void awaitWaiting() {
    Awaitility.await()
        .atMost(Duration.ofMinutes(2))
        .until(() -> submitter.getState() == Thread.State.WAITING);
  }
}
