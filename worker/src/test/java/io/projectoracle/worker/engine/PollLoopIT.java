package io.projectoracle.worker.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.projectoracle.contract.Query;
import io.projectoracle.worker.testkit.Installation;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/**
 * What the poll thread does while one of its two partitions is handed over, which takes a while.
 */
final class PollLoopIT {
  private static final int QUERIES = 600; // More than one poll's worth.

  private final Queue<Runnable> held = new ConcurrentLinkedQueue<>();

  @Test
  void partitionsThatStayAreReadOnWhileOthersAreHandedOver() throws Exception {
    try (Installation oracle = new Installation(2);
        Engine first = start("first", oracle)) {
      try (Engine second = beginToHandOver(first, oracle)) {
        for (int i = 0; i < QUERIES; i++) {
          publish(oracle, "q" + i);
        }

        // The other half belongs to nobody: its partition is still being handed over.
        assertThat(oracle.answerRecords(QUERIES))
            .hasSize(QUERIES)
            .extracting(PollLoopIT::text)
            .noneMatch(text -> text.contains("held"));
        assertThat(second.readablePartitions()).isZero();
        held.forEach(Runnable::run);
        assertThat(oracle.answerRecords(2 * QUERIES + 2)).hasSize(2 * QUERIES + 2);
        assertThat(first.cutShort()).isZero();
      }
    }
  }

  @Test
  void afterAStopNothingMoreIsTakenFromPartitionsThatWereToStay() throws Exception {
    try (Installation oracle = new Installation(2)) {
      Engine first = start("first", oracle);
      try (Engine second = beginToHandOver(first, oracle)) {
        Thread stop = new Thread(first::close);
        stop.start();
        await(() -> first.readablePartitions() == 0);
        publish(oracle, "late");
        held.forEach(Runnable::run);
        stop.join();

        assertThat(first.cutShort()).isZero();
        assertThat(oracle.answerRecords(4))
            .extracting(PollLoopIT::text)
            .filteredOn(text -> text.contains("late"))
            .hasSize(2)
            .allMatch(text -> text.startsWith("second"));
        assertThat(second.failure()).isEmpty();
      }
    }
  }

  @Test
  void aFaultWhilePartitionsAreHandedOverEndsTheEngine() throws Exception {
    try (Installation oracle = new Installation(2);
        Engine first = start("first", oracle)) {
      try (Engine second = beginToHandOver(first, oracle)) {
        assertThat(second.failure()).isEmpty();

        publish(oracle, "faulty");

        await(() -> first.failure().isPresent());
        assertThat(first.failure())
            .get(InstanceOfAssertFactories.THROWABLE)
            .hasRootCauseMessage("as scripted");
      }
    }
  }

  /** Has a second engine join, to which the first gives a partition once its work has ended. */
  private Engine beginToHandOver(Engine first, Installation oracle) throws Exception {
    await(() -> first.readablePartitions() == 2);
    publish(oracle, "held");
    await(() -> held.size() == 2);
    Engine second = start("second", oracle);
    await(() -> first.readablePartitions() == 1);
    return second;
  }

  /** To both partitions, since either may be the one that moves. */
  private static void publish(Installation oracle, String id) throws Exception {
    oracle.publish(Query.of(id, "technical", "p"), 0);
    oracle.publish(Query.of(id, "technical", "p"), 1);
  }

  private Engine start(String name, Installation oracle) {
    return oracle.startEngine(
        name,
        new EngineSettings(
            QUERIES, 1 << 20, Duration.ofMillis(40), QUERIES, Duration.ofMinutes(2), 3, null),
        new HeldWork(name, oracle.topics().answers(), held));
  }

  private static void await(Callable<Boolean> condition) {
    Awaitility.await().atMost(Duration.ofMinutes(2)).until(condition);
  }

  private static String text(ConsumerRecord<byte[], byte[]> record) {
    return new String(record.value(), StandardCharsets.UTF_8);
  }

  /**
   * Publishes who did it and the record's value; of some records only when the test says so.
   *
   * @param held what ends the work on those
   */
  private record HeldWork(String name, String results, Queue<Runnable> held) implements RecordWork {
    @Override
    public Running start(ConsumerRecord<byte[], byte[]> record, Consumer<WorkResult> done) {
      if (text(record).contains("faulty")) {
        throw new IllegalStateException("as scripted");
      }
      if (text(record).contains("held")) {
        held.add(() -> done.accept(result(record)));
      } else {
        done.accept(result(record));
      }
      return () -> {};
    }

    @Override
    public WorkResult giveUp(ConsumerRecord<byte[], byte[]> record, int deaths) {
      throw new UnsupportedOperationException();
    }

    @Override
    public WorkResult giveUpUnread(ConsumerRecord<byte[], byte[]> record, int deaths) {
      throw new UnsupportedOperationException();
    }

    private WorkResult result(ConsumerRecord<byte[], byte[]> record) {
      byte[] value = (name + ": " + text(record)).getBytes(StandardCharsets.UTF_8);
      return new WorkResult(List.of(new ProducerRecord<>(results, value)), List::of);
    }
  }
}
