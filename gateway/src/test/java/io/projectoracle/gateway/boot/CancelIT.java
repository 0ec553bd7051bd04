package io.projectoracle.gateway.boot;

import static io.projectoracle.gateway.testkit.Door.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.projectoracle.contract.Topics;
import io.projectoracle.gateway.testkit.Door;
import io.projectoracle.gateway.testkit.RealWorker;
import io.projectoracle.gateway.testkit.TestBroker;
import io.projectoracle.simulator.fault.Fault;
import io.projectoracle.simulator.fault.FaultRule;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** From the request over a real worker to the answer. */
class CancelIT {
  private static Topics topics;
  private static RunningGateway gateway;
  private static Door acme;
  private static Door globex;

  @BeforeAll
  static void start() {
    topics = TestBroker.newTopics();
    gateway = RunningGateway.start(topics);
    acme = gateway.acme();
    globex = gateway.globex();
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  @Test
  void aQueuedQueryEndsAsCancelled() {
    String id = acme.submit("Cancelled before a worker is there");

    HttpResponse<String> cancelled = acme.delete("/v1/queries/" + id);

    assertThat(cancelled.statusCode()).isEqualTo(202);
    assertThat(json(cancelled).path("status").asString()).isEqualTo("cancel-requested");
    try (RealWorker worker = RealWorker.start(TestBroker.servers(), topics)) {
      assertThat(answeredStatus(acme, id)).isEqualTo("cancelled");
      assertThat(worker.simulator().calls().totals().calls()).isZero();
    }
  }

  @Test
  void aCallInFlightIsAborted() {
    try (RealWorker worker = RealWorker.start(TestBroker.servers(), topics)) {
      worker.simulator().faults(FaultRule.always("Hang", Fault.HANG));
      String id = acme.submit("Hang until cancelled");
      await().atMost(TestBroker.TIMEOUT).until(() -> worker.simulator().stats().inFlight() == 1);

      acme.delete("/v1/queries/" + id);

      assertThat(answeredStatus(acme, id)).isEqualTo("cancelled");
      await().atMost(TestBroker.TIMEOUT).until(() -> worker.simulator().stats().inFlight() == 0);
    }
  }

  @Test
  void nobodyCancelsTheQueryOfAnotherTenant() {
    String mine = acme.submit("Of acme, and to be answered");
    String theirs = globex.submit("Of globex, and to be cancelled");

    assertThat(globex.delete("/v1/queries/" + mine).statusCode()).isEqualTo(202);
    assertThat(globex.delete("/v1/queries/" + theirs).statusCode()).isEqualTo(202);

    try (RealWorker worker = RealWorker.start(TestBroker.servers(), topics)) {
      assertThat(answeredStatus(globex, theirs)).isEqualTo("cancelled");
      assertThat(answeredStatus(acme, mine)).isEqualTo("answered");
      assertThat(worker.simulator().calls().totals().calls()).isEqualTo(1);
    }
  }

  @Test
  void whatIsAnsweredStaysAnswered() {
    try (RealWorker worker = RealWorker.start(TestBroker.servers(), topics)) {
      String id = acme.submit("Cancelled too late");
      assertThat(answeredStatus(acme, id)).isEqualTo("answered");

      assertThat(acme.delete("/v1/queries/" + id).statusCode()).isEqualTo(202);

      assertThat(answeredStatus(acme, id)).isEqualTo("answered");
      assertThat(worker.simulator().calls().totals().calls()).isEqualTo(1);
    }
  }

  @Test
  void whatCannotBeAnIdIsNotCancelled() {
    assertThat(acme.delete("/v1/queries/no-uuid").statusCode()).isEqualTo(404);
  }

  private static String answeredStatus(Door door, String id) {
    HttpResponse<String> response = door.get("/v1/queries/" + id + "?wait=30s");
    assertThat(response.statusCode()).isEqualTo(200);
    return json(response).path("status").asString();
  }
}
