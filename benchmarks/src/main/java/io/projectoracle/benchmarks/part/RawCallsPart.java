package io.projectoracle.benchmarks.part;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The least that a worker has to do: the transactional loop, with a call of {@link BareCalls} for
 * each record. It reads no query, writes no answer and looks at no reply. While a poll's calls are
 * made, the results of the one before are published.
 */
final class RawCallsPart extends RawPart {
  @Override
  void work(PartSettings settings, Consumer<byte[], byte[]> consumer, RawTransaction transaction) {
    Echo echo = new Echo(settings.topics());
    try (BareCalls calls = BareCalls.open(settings)) {
      List<ConsumerRecord<byte[], byte[]>> answered = List.of();
      while (!isEnding()) {
        Duration patience = answered.isEmpty() ? transaction.patience() : Duration.ZERO;
        List<ConsumerRecord<byte[], byte[]>> asked = new ArrayList<>();
        consumer.poll(patience).forEach(asked::add);
        CompletableFuture<Void> replies = calls.make(asked.size(), ignored -> {});
        answered.forEach(record -> transaction.add(record, echo.results(record)));
        transaction.commitIfDue();
        replies.join();
        answered = asked;
      }
      answered.forEach(record -> transaction.add(record, echo.results(record)));
    }
  }
}
