package io.projectoracle.cli.letters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.projectoracle.cli.TestInstallation;
import io.projectoracle.cli.cluster.Cluster;
import io.projectoracle.cli.cluster.ClusterException;
import io.projectoracle.client.KafkaConnection;
import io.projectoracle.contract.FailureKind;
import io.projectoracle.contract.Headers;
import io.projectoracle.contract.MessageCodec;
import io.projectoracle.contract.Query;
import io.projectoracle.contract.QueryIds;
import io.projectoracle.contract.SizeLimits;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is begun and not ended leaves nothing behind, and nothing comes twice. */
class ExclusivePublishingIT {
  private static final int LETTERS = 2 * Redrive.BATCH + 30;
  private static final int LARGE = 200_000;
  private static final int LARGE_LETTERS = 50;

  private TestInstallation oracle;
  private Cluster cluster;

  @BeforeEach
  void start() throws Exception {
    oracle = new TestInstallation(2);
    cluster = Cluster.connect(KafkaConnection.to(oracle.servers()));
    TestLetters.publishPoison(oracle, LETTERS);
  }

  @AfterEach
  void stop() {
    cluster.close();
    oracle.close();
  }

  @Test
  void whoBeginsLaterEndsWhoBeganBeforeAndTakesUpWhatIsLeft() {
    AtomicInteger done = new AtomicInteger();
    try (var first = ExclusivePublishing.begin(cluster, oracle.topics())) {
      assertThatThrownBy(
              () ->
                  redrive(
                      first,
                      batch -> {
                        done.addAndGet(batch.size());
                        ExclusivePublishing.begin(cluster, oracle.topics()).close();
                      }))
          .isInstanceOf(ClusterException.class)
          .hasMessageContaining("another redrive or purge of '" + oracle.topics().prefix() + "'");
    }
    assertThat(done).hasValue(Redrive.BATCH);
    assertThat(letters()).hasSize(LETTERS - Redrive.BATCH);

    try (var second = ExclusivePublishing.begin(cluster, oracle.topics())) {
      redrive(second, batch -> done.addAndGet(batch.size()));
    }

    assertThat(done).hasValue(LETTERS);
    assertEachIsRedrivenOnce();
  }

  @Test
  void aBatchThatWasLeftOpenIsAsIfItHadNeverBegun() {
    DeadLetter letter = letters().get(0);
    try (var killed =
        oracle.producer(Map.of("transactional.id", oracle.topics().redriveTransactions()))) {
      killed.initTransactions();
      killed.beginTransaction();
      var unusedQuery =
          killed.send(new ProducerRecord<>(oracle.topics().queries(), new byte[] {1}));
      var unusedTombstone = killed.send(letter.tombstone());
      killed.flush();

      try (var next = ExclusivePublishing.begin(cluster, oracle.topics())) {
        assertThat(letters()).hasSize(LETTERS);
        redrive(next, batch -> {});
      }
    }

    assertEachIsRedrivenOnce();
  }

  @Test
  void largeQueriesGoInTransactionsOfBoundedSize() throws Exception {
    String prompt = "x".repeat(LARGE);
    try (var producer = oracle.producer(Map.of())) {
      for (int offset = LETTERS; offset < LETTERS + LARGE_LETTERS; offset++) {
        byte[] query = MessageCodec.encode(Query.of("q" + offset, "technical", prompt));
        var unused =
            producer.send(
                TestLetters.letter(oracle.topics(), offset, FailureKind.POISON, "large", query));
      }
    }
    List<Integer> bytes = new ArrayList<>();

    try (var publishing = ExclusivePublishing.begin(cluster, oracle.topics())) {
      redrive(
          publishing,
          batch -> bytes.add(batch.stream().mapToInt(each -> each.record().value().length).sum()));
    }

    assertThat(bytes)
        .allMatch(each -> each < SizeLimits.TRANSACTION_BYTES + SizeLimits.DEFAULT.queryBytes());
    assertThat(bytes.stream().mapToInt(Integer::intValue).sum())
        .isGreaterThan(LARGE * LARGE_LETTERS);
    assertThat(letters()).isEmpty();
  }

  private void assertEachIsRedrivenOnce() {
    assertThat(letters()).isEmpty();
    assertThat(TestLetters.records(oracle, oracle.topics().queries()))
        .hasSize(LETTERS)
        .extracting(record -> TestLetters.header(record, Headers.REDRIVE_OF).split(" ")[0])
        .doesNotHaveDuplicates();
  }

  private List<DeadLetter> letters() {
    return new DeadLetters(cluster, oracle.topics()).select(Selection.ALL);
  }

  private void redrive(Publishing publishing, java.util.function.Consumer<List<Redriven>> batches) {
    var repetitions =
        new Repetitions(
            oracle.topics().queries(),
            new DeadlineChoice(null, InstantSource.system()),
            QueryIds::next,
            null);
    try (var picker = new RecordPicker(cluster)) {
      new Redrive(picker, publishing, repetitions)
          .run(
              letters(),
              Set.of(),
              new Redrive.Listener() {
                @Override
                public void redriven(List<Redriven> batch) {
                  batches.accept(batch);
                }

                @Override
                public void refused(Redrivable failed, String reason) {
                  throw new AssertionError(failed.failure().position() + ": " + reason);
                }
              });
    }
  }
}
