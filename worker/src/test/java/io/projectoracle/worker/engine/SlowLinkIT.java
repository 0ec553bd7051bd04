package io.projectoracle.worker.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.projectoracle.worker.testkit.Installation;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.quota.ClientQuotaAlteration;
import org.apache.kafka.common.quota.ClientQuotaEntity;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What a broker aborts since it took too long is too long the next time: a worker whose results are
 * more than its link carries in a transaction's time must not try to publish them in one.
 */
@Tag("slow")
final class SlowLinkIT {
  private static final String WORKER = "slow-link";
  private static final int RESULTS = 150;
  private static final int RESULT_BYTES = 400_000;

  /** The broker averages over ten seconds: a third passes at once, the rest takes 20 s. */
  private static final double BYTES_PER_SECOND = 2_000_000;

  @Test
  void resultsThatTakeLongerThanATransactionMayAreCommittedBitByBit() throws Exception {
    try (Installation oracle = new Installation(1)) {
      oracle
          .admin()
          .alterClientQuotas(
              List.of(
                  new ClientQuotaAlteration(
                      new ClientQuotaEntity(Map.of(ClientQuotaEntity.CLIENT_ID, WORKER)),
                      List.of(
                          new ClientQuotaAlteration.Op("producer_byte_rate", BYTES_PER_SECOND)))))
          .all()
          .get(2, TimeUnit.MINUTES);
      for (int i = 0; i < RESULTS; i++) {
        oracle.publishUnawaited(("record " + i).getBytes(StandardCharsets.UTF_8));
      }
      try (Engine engine = start(oracle)) {
        assertThat(oracle.answerRecords(RESULTS)).hasSize(RESULTS);
        assertThat(engine.failure()).isEmpty();
      }
    }
  }

  private static Engine start(Installation oracle) {
    return oracle.startEngine(
        WORKER,
        new EngineSettings(
            RESULTS, 1 << 30, Duration.ofMillis(40), RESULTS, Duration.ofSeconds(20), 3, null),
        new LargeResults(oracle.topics().answers()));
  }

  /** Publishes much, and nothing that compresses. */
  private record LargeResults(String topic) implements RecordWork {
    @Override
    public Running start(ConsumerRecord<byte[], byte[]> record, Consumer<WorkResult> done) {
      done.accept(result(record));
      return () -> {};
    }

    @Override
    public WorkResult giveUp(ConsumerRecord<byte[], byte[]> record, int deaths) {
      return result(record);
    }

    @Override
    public WorkResult giveUpUnread(ConsumerRecord<byte[], byte[]> record, int deaths) {
      return result(record);
    }

    private WorkResult result(ConsumerRecord<byte[], byte[]> record) {
      byte[] value = new byte[RESULT_BYTES];
      new Random(record.offset()).nextBytes(value);
      return new WorkResult(List.of(new ProducerRecord<>(topic, value)), List::of);
    }
  }
}
