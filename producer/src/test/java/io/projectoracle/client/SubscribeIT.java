package io.projectoracle.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.projectoracle.contract.Query;
import io.projectoracle.contract.Topics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SubscribeIT {
  private static final Duration MOMENT = Duration.ofMillis(10);

  private Topics topics;
  private String group;
  private OracleClient client;
  private ScriptedWorker worker;

  @BeforeEach
  void open() {
    topics = TestBroker.newTopics();
    group = topics.prefix() + "-subscribers";
    client = builder("first").build();
    worker = new ScriptedWorker(TestBroker.connection(), topics);
  }

  @AfterEach
  void close() {
    client.close();
    worker.close();
  }

  @Test
  void handsOverTheCommittedAnswersOfAllClients() throws Exception {
    try (var second = builder("second").build()) {
      answer(client, "q1");
      answer(second, "q2");
    }
    var aborted = client.send(Query.of("q3", "technical", "why?"));
    var record = worker.take(1).get(0);
    worker.answerAndAbort(record, "aborted");
    worker.writeRaw(record, new byte[0], "no answer".getBytes(StandardCharsets.UTF_8));
    aborted.get(2, TimeUnit.MINUTES);
    var taken = new LinkedBlockingQueue<String>();

    var subscription = client.subscribe(group, answer -> taken.add(answer.answer().queryId()));

    assertThat(List.of(next(taken), next(taken))).containsExactlyInAnyOrder("q1", "q2");
    answer(client, "q4");
    assertThat(next(taken)).isEqualTo("q4");
    assertThat(subscription.ended()).isNotDone();
  }

  @Test
  void theNextSubscriptionOfTheGroupGoesOnWhereTheLastWasClosed() throws Exception {
    var taken = new LinkedBlockingQueue<String>();
    var first = client.subscribe(group, each -> taken.add(each.answer().queryId()));
    answer(client, "q1");
    assertThat(next(taken)).isEqualTo("q1");
    first.close();
    assertThat(first.ended()).isCompleted();
    answer(client, "q2");

    var unused = client.subscribe(group, each -> taken.add(each.answer().queryId()));

    assertThat(next(taken)).isEqualTo("q2");
  }

  @Test
  void whatAKilledSubscriberHadNotHandledIsHandedOverAgain() throws Exception {
    var own = SubscriptionSettings.of(group).ownAnswersOnly();
    answer(client, "q1");
    answer(client, "q2");
    var begun = new LinkedBlockingQueue<String>();
    var end = new CountDownLatch(1);
    var hanging =
        client.subscribe(
            own,
            each -> {
              begun.add(each.answer().queryId());
              if (each.answer().queryId().equals("q2")) {
                end.await();
              }
            });
    assertThat(List.of(next(begun), next(begun))).containsExactly("q1", "q2");

    var taken = new LinkedBlockingQueue<String>();
    var unused = client.subscribe(own, each -> taken.add(each.answer().queryId()));

    String first = next(taken);
    assertThat(first.equals("q1") ? next(taken) : first).isEqualTo("q2");
    end.countDown();
    hanging.close();
  }

  @Test
  void anotherMemberTakesOverFromOneThatHangs() throws Exception {
    var end = new CountDownLatch(1);
    var begun = new LinkedBlockingQueue<String>();
    try (var hanging =
        builder("hanging").kafkaConfig(Map.of("max.poll.interval.ms", "1500")).build()) {
      answer(client, "q1");
      var unusedSubscription =
          hanging.subscribe(
              group,
              each -> {
                begun.add(each.answer().queryId());
                end.await();
              });
      assertThat(next(begun)).isEqualTo("q1");
      var taken = new LinkedBlockingQueue<String>();

      var unused = client.subscribe(group, each -> taken.add(each.answer().queryId()));

      assertThat(next(taken)).isEqualTo("q1");
      end.countDown();
    }
  }

  @Test
  void anAnswerIsHandedOverUntilItIsHandled() throws Exception {
    answer(client, "q1");
    var taken = new LinkedBlockingQueue<String>();
    var attempts = new AtomicInteger();

    var unused =
        client.subscribe(
            SubscriptionSettings.of(group).retrying(3, MOMENT),
            each -> {
              taken.add(each.answer().queryId());
              if (attempts.incrementAndGet() < 3) {
                throw new IOException("full");
              }
            });

    answer(client, "q2");
    assertThat(List.of(next(taken), next(taken), next(taken))).containsOnly("q1");
    assertThat(next(taken)).isEqualTo("q2");
  }

  @Test
  void theGroupStaysBeforeAnAnswerThatCannotBeHandled() throws Exception {
    var settings = SubscriptionSettings.of(group).ownAnswersOnly().retrying(2, MOMENT);
    answer(client, "q1");
    answer(client, "q2");

    var failing =
        client.subscribe(
            settings,
            each -> {
              if (each.answer().queryId().equals("q2")) {
                throw new IOException("full");
              }
            });

    assertThat(failing.ended())
        .failsWithin(TestBroker.TIMEOUT)
        .withThrowableThat()
        .withCauseInstanceOf(OracleClientException.class)
        .withMessageContaining("to query q2 could not be handled in 2 attempts: java.io.IOExcep")
        .withMessageContaining("group '" + group + "' stays before it");
    var taken = new LinkedBlockingQueue<String>();
    var unused = client.subscribe(settings, each -> taken.add(each.answer().queryId()));
    assertThat(next(taken)).isEqualTo("q2");
  }

  @Test
  void aFirstStartAtTheEndIsKeptFromThenOn() throws Exception {
    var answer = client.submit(Query.of("q1", "technical", "why?"));
    worker.answer(worker.take(1).get(0), "because");
    answer.get(2, TimeUnit.MINUTES); // A commit returns before everybody can see it.
    var settings = SubscriptionSettings.of(group).startingFrom(new ReadFrom.PresentEnd());
    client.subscribe(settings, each -> {}).close();
    answer(client, "q2");
    var taken = new LinkedBlockingQueue<String>();

    var unused = client.subscribe(settings, each -> taken.add(each.answer().queryId()));

    assertThat(next(taken)).isEqualTo("q2");
  }

  @Test
  void theSubscribersOwnAnswersOnly() throws Exception {
    try (var second = builder("second").build()) {
      answer(second, "q1");
      answer(client, "q2");
      var taken = new LinkedBlockingQueue<String>();

      var unused =
          client.subscribe(
              SubscriptionSettings.of(group).ownAnswersOnly(),
              each -> taken.add(each.answer().queryId()));

      assertThat(next(taken)).isEqualTo("q2");
    }
  }

  @Test
  void closingTheClientEndsItsSubscriptions() {
    var subscription = client.subscribe(group, each -> {});

    client.close();

    assertThat(subscription.ended()).isCompleted();
  }

  @Test
  void refusesTheGroupOfTheWorkers() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> client.subscribe(topics.workerGroup(), each -> {}))
        .withMessage("group must not be the one of the workers: " + topics.workerGroup());
  }

  private void answer(OracleClient asking, String id) throws Exception {
    asking.send(Query.of(id, "technical", "why?")).get(2, TimeUnit.MINUTES);
    worker.answer(worker.take(1).get(0), "because");
  }

  private OracleClientBuilder builder(String clientId) {
    return OracleClient.builder()
        .connection(TestBroker.connection())
        .topics(topics)
        .clientId(clientId);
  }

  private static String next(BlockingQueue<String> taken) throws InterruptedException {
    String next = taken.poll(TestBroker.TIMEOUT.toSeconds(), TimeUnit.SECONDS);
    assertThat(next).as("nothing was handed over").isNotNull();
    return next;
  }
}
