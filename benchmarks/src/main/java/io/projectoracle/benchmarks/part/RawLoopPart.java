package io.projectoracle.benchmarks.part;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The transactional loop that Kafka's own documentation shows: poll, send, send the offsets,
 * commit.
 */
final class RawLoopPart extends RawPart {
  @Override
  void work(PartSettings settings, Consumer<byte[], byte[]> consumer, RawTransaction transaction) {
    Echo echo = new Echo(settings.topics());
    while (!isEnding()) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(transaction.patience())) {
        transaction.add(record, echo.results(record));
      }
      transaction.commitIfDue();
    }
  }
}
