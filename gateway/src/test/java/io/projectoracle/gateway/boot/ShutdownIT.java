package io.projectoracle.gateway.boot;

import static io.projectoracle.gateway.testkit.Door.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.projectoracle.contract.Topics;
import io.projectoracle.gateway.testkit.CapturedOutput;
import io.projectoracle.gateway.testkit.Door;
import io.projectoracle.gateway.testkit.EventStream;
import io.projectoracle.gateway.testkit.StandInWorker;
import io.projectoracle.gateway.testkit.TestBroker;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** A stop ends what would take for ever, and finishes the rest. */
@Isolated("looks at the output of this JVM")
class ShutdownIT {
  /** Less than what waits is granted, and than the web server grants its requests. */
  private static final Duration SOON = Duration.ofSeconds(18);

  private final Topics topics = TestBroker.newTopics();

  @Test
  void whoWaitsIsToldThatHisQueryIsPending() throws Exception {
    RunningGateway gateway = RunningGateway.start(topics);
    Door acme = gateway.acme();
    String path = "/v1/queries/" + acme.submit("Never answered") + "?wait=60s";
    CompletableFuture<HttpResponse<String>> waiting = acme.getLater(path);
    Awaitility.await().atMost(TestBroker.TIMEOUT).until(() -> gateway.waiting() == 1);

    Duration time = timeToClose(gateway);

    HttpResponse<String> response = waiting.get(1, TimeUnit.MINUTES);
    assertThat(response.statusCode()).isEqualTo(202);
    assertThat(json(response).path("status").asString()).isEqualTo("pending");
    assertThat(time).isLessThan(SOON);
    assertThatThrownBy(() -> acme.get(path)).isInstanceOf(UncheckedIOException.class);
  }

  @Test
  void streamsEndAndAreTakenUpAtAnotherGateway() throws Exception {
    RunningGateway gateway = RunningGateway.start(topics);
    try (RunningGateway other = RunningGateway.start(topics);
        var worker = new StandInWorker(TestBroker.servers(), topics);
        var output = new CapturedOutput()) {
      EventStream stream = gateway.acme().stream();
      String position = stream.lastId();

      Duration time = timeToClose(gateway);
      worker.answer(worker.take(other.acme().submit("Asked and answered at the other")));

      stream.ended().get(1, TimeUnit.MINUTES);
      assertThat(time).isLessThan(SOON);
      try (EventStream resumed = other.acme().stream(position)) {
        assertThat(resumed.await(1).events()).hasSize(1);
      }
      assertThat(output.text())
          .as("threads end before the web server")
          .doesNotContain("failed to stop");
    }
  }

  @Test
  void whatWasAcceptedIsPublished() {
    RunningGateway gateway = RunningGateway.start(topics);
    String id = gateway.acme().submit("The last one");

    gateway.close();

    try (var worker = new StandInWorker(TestBroker.servers(), topics)) {
      assertThat(StandInWorker.query(worker.take(id)).prompt()).isEqualTo("The last one");
    }
  }

  private static Duration timeToClose(RunningGateway gateway) {
    long start = System.nanoTime();
    gateway.close();
    return Duration.ofNanos(System.nanoTime() - start);
  }
}
