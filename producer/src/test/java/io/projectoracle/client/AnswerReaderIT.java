package io.projectoracle.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.projectoracle.contract.Query;
import io.projectoracle.contract.SourcePosition;
import io.projectoracle.contract.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AnswerReaderIT {
  private Topics topics;
  private OracleClient client;
  private ScriptedWorker worker;

  @BeforeEach
  void open() {
    topics = TestBroker.newTopics();
    client = OracleClient.builder().connection(TestBroker.connection()).topics(topics).build();
    worker = new ScriptedWorker(TestBroker.connection(), topics);
  }

  @AfterEach
  void close() {
    client.close();
    worker.close();
  }

  @Test
  void readsCommittedAnswersFromTheBeginning() throws Exception {
    answer("q1");
    answer("q2");
    var aborted = client.send(Query.of("q3", "technical", "why?"));
    worker.answerAndAbort(worker.take(1).get(0), "aborted");
    aborted.get(2, TimeUnit.MINUTES);

    assertThat(read(new ReadFrom.Beginning()).ids()).containsExactlyInAnyOrder("q1", "q2");
  }

  @Test
  void namesTheClientAndWhatIsNoAnswer() throws Exception {
    var answer = client.submit(Query.of("q1", "technical", "why?"));
    byte[] text = "text".getBytes(StandardCharsets.UTF_8);
    var record = worker.take(1).get(0);
    worker.writeRaw(record, text, text);
    worker.answer(record, "because");
    answer.get(2, TimeUnit.MINUTES); // A commit returns before everybody can see it.

    Recorded recorded = read(new ReadFrom.Beginning());

    assertThat(recorded.answers)
        .singleElement()
        .extracting(ReceivedAnswer::clientId)
        .isEqualTo(client.clientId());
    assertThat(recorded.malformed).hasSize(1);
  }

  @Test
  void readsNothingOlderThanTheTime() throws Exception {
    answer("q1");

    assertThat(read(new ReadFrom.Time(Instant.now().plusSeconds(60))).ids()).isEmpty();
    assertThat(read(new ReadFrom.Time(Instant.now().minusSeconds(60))).ids()).containsExactly("q1");
    assertThat(read(new ReadFrom.PresentEnd()).ids()).isEmpty();
  }

  @Test
  void followsUntilItIsStopped() throws Exception {
    answer("q1");
    var recorded = new Recorded();
    try (var reader = new AnswerReader(TestBroker.connection(), topics, TestBroker.TIMEOUT)) {
      var following =
          new FutureTask<>(() -> reader.follow(new ReadFrom.Beginning(), recorded), "stopped");
      new Thread(following, "following").start();
      assertThat(recorded.first.await(2, TimeUnit.MINUTES)).isTrue();

      reader.stop();

      assertThat(following.get(2, TimeUnit.MINUTES)).isEqualTo("stopped");
    }
  }

  @Test
  void whatIsThereIsReadHoweverShortTheTime() throws Exception {
    answer("q1");
    var recorded = new Recorded();
    try (var reader = new AnswerReader(TestBroker.connection(), topics, TestBroker.TIMEOUT)) {
      reader.followFor(Duration.ofMillis(1), new ReadFrom.Beginning(), recorded);
    }

    assertThat(recorded.ids()).containsExactly("q1");
  }

  @Test
  void aMissingTopicIsNamed() {
    try (var reader =
        new AnswerReader(TestBroker.connection(), new Topics("missing"), TestBroker.TIMEOUT)) {
      assertThatThrownBy(() -> reader.readToPresentEnd(new ReadFrom.Beginning(), new Recorded()))
          .isInstanceOf(OracleClientException.class)
          .hasMessageContaining("topic 'missing.answers' does not exist");
    }
  }

  private void answer(String id) throws Exception {
    var answer = client.submit(Query.of(id, "technical", "why?"));
    worker.answer(worker.take(1).get(0), "because");
    answer.get(2, TimeUnit.MINUTES);
  }

  private Recorded read(ReadFrom from) {
    var recorded = new Recorded();
    try (var reader = new AnswerReader(TestBroker.connection(), topics, TestBroker.TIMEOUT)) {
      reader.readToPresentEnd(from, recorded);
    }
    return recorded;
  }

  private static final class Recorded implements AnswerListener {
    private final List<ReceivedAnswer> answers = new CopyOnWriteArrayList<>();
    private final List<SourcePosition> malformed = new CopyOnWriteArrayList<>();
    private final CountDownLatch first = new CountDownLatch(1);

    @Override
    public void answer(ReceivedAnswer answer) {
      answers.add(answer);
      first.countDown();
    }

    @Override
    public void malformed(SourcePosition position, String reason) {
      malformed.add(position);
    }

    List<String> ids() {
      return answers.stream().map(each -> each.answer().queryId()).toList();
    }
  }
}
