package io.projectoracle.worker.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.projectoracle.contract.SizeLimits;
import io.projectoracle.worker.metrics.WorkerMetrics;
import io.projectoracle.worker.offset.OffsetMap;
import io.projectoracle.worker.offset.PartitionProgress;
import io.projectoracle.worker.offset.Tenure;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

final class IntakeTest implements RecordWork {
  private static final int MAX_METADATA = 4096;
  private static final long LOG_END = 1_000;
  private static final ConsumerGroupMetadata GROUP =
      new MockConsumer<byte[], byte[]>("none").groupMetadata();

  private final Partitions partitions = new Partitions();
  private final InFlightBudget budget = new InFlightBudget(5_000, 500, Long.MAX_VALUE);
  private final Outbox outbox =
      new Outbox(500, budget, new WorkerMetrics(new SimpleMeterRegistry()));
  private final Intake intake =
      new Intake(this, budget, partitions, outbox, /* maxStarts= */ 3, outbox::add);

  /** Records at work, as topic-partition:offset, and how to end them. */
  private final Map<String, Consumer<WorkResult>> running = new HashMap<>();

  @Test
  void recordsFarApartAreTakenOnlyAsFarAsTheirProgressCanBeWrittenDown() {
    OwnedPartition owner = own(0, /* crashes= */ 0);
    long[] offsets = LongStream.range(0, 5_000).map(i -> i * 300).toArray();

    List<OwnedPartition> again = intake.take(records(owner, offsets));

    assertThat(again).containsExactly(owner);
    assertThat(owner.next()).isLessThan(offsets[offsets.length - 1]);
    assertThat(owner.progress().metadata()).hasSizeLessThan(MAX_METADATA);
  }

  @Test
  void recordsThatFitAreAllTaken() {
    OwnedPartition owner = own(0, /* crashes= */ 0);

    assertThat(intake.take(records(owner, LongStream.range(0, 500).toArray()))).isEmpty();
    assertThat(owner.next()).isEqualTo(500);
  }

  @Test
  void whileASuspectIsAtWorkAloneThoseOfOtherPartitionsWithACrashWait() {
    OwnedPartition careful = own(0, /* crashes= */ 3);
    OwnedPartition crashed = own(1, /* crashes= */ 1);
    OwnedPartition sound = own(2, /* crashes= */ 0);
    intake.take(records(careful, 0));
    turn();
    assertThat(running).containsOnlyKeys("queries-0:0");

    intake.take(records(crashed, 0));
    intake.take(records(sound, 0));
    turn();
    assertThat(running).containsOnlyKeys("queries-0:0", "queries-2:0");

    end("queries-0:0");
    turn();
    turn();
    assertThat(running).containsOnlyKeys("queries-1:0", "queries-2:0");
  }

  @Test
  void aSuspectIsStartedAloneOnlyOnceThoseOfOtherPartitionsWithACrashHaveEnded() {
    OwnedPartition careful = own(0, /* crashes= */ 3);
    OwnedPartition crashed = own(1, /* crashes= */ 1);
    intake.take(records(crashed, 0));
    turn();
    intake.take(records(careful, 0));
    turn();
    assertThat(running).containsOnlyKeys("queries-1:0");

    end("queries-1:0");
    turn();
    turn();
    assertThat(running).containsOnlyKeys("queries-0:0");
  }

  @Test
  void aTransactionIsCutOffByItsBytesHoweverFewItsResults() {
    OwnedPartition owner = own(0, /* crashes= */ 0);
    intake.take(records(owner, LongStream.range(0, 6).toArray()));
    intake.startWork();
    byte[] half = new byte[SizeLimits.TRANSACTION_BYTES / 2];
    for (int offset = 0; offset < 6; offset++) {
      running
          .remove("queries-0:" + offset)
          .accept(new WorkResult(List.of(new ProducerRecord<>("answers", half)), List::of));
    }

    for (int batch = 0; batch < 3; batch++) {
      assertThat(outbox.isFull()).isTrue();
      assertThat(nextBatch()).hasSize(2);
      outbox.ended(new CommitOutcome.Aborted());
      assertThat(nextBatch()).as("the same once more").hasSize(2);
      outbox.ended(new CommitOutcome.Committed());
    }
    assertThat(outbox.next(GROUP)).isNull();
    assertThat(outbox.isFull()).isFalse();
    assertThat(budget.bytes()).isZero();
  }

  private List<FinishedRecord> nextBatch() {
    return Objects.requireNonNull(outbox.next(GROUP)).results();
  }

  private OwnedPartition own(int number, int crashes) {
    OwnedPartition owner = partitions.acquire(new TopicPartition("queries", number));
    var tenure = new Tenure(Tenure.State.RELEASED, crashes, 0);
    owner.recovered(
        new Progress.Known(new PartitionProgress(OffsetMap.startingAt(0), tenure), LOG_END),
        budget.maxRecords());
    owner.claimed();
    return owner;
  }

  private static ConsumerRecords<byte[], byte[]> records(OwnedPartition owner, long... offsets) {
    TopicPartition partition = owner.partition();
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (long offset : offsets) {
      records.add(
          new ConsumerRecord<>(
              partition.topic(), partition.partition(), offset, new byte[1], new byte[1]));
    }
    return new ConsumerRecords<>(Map.of(partition, records), Map.of());
  }

  /** Starts what may be started, and commits what there is. */
  private void turn() {
    intake.startWork();
    if (outbox.next(GROUP) != null) {
      outbox.ended(new CommitOutcome.Committed());
    }
  }

  private void end(String record) {
    running.remove(record).accept(new WorkResult(List.of(), List::of));
  }

  @Override
  public Running start(ConsumerRecord<byte[], byte[]> record, Consumer<WorkResult> done) {
    String name = record.topic() + "-" + record.partition() + ":" + record.offset();
    running.put(name, done);
    return () -> {};
  }

  @Override
  public WorkResult giveUp(ConsumerRecord<byte[], byte[]> record, int deaths) {
    throw new AssertionError("nothing has died");
  }

  @Override
  public WorkResult giveUpUnread(ConsumerRecord<byte[], byte[]> record, int deaths) {
    return giveUp(record, deaths);
  }
}
