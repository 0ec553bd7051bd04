package io.projectoracle.worker.engine;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Work that takes a while and publishes the record's value again; of a record that says {@code
 * deadly} it ends the poll thread instead. Counts starts by value. Thread-safe.
 */
final class ScriptedWork implements RecordWork {
  private static final String DEADLY = "deadly";

  private final String results;
  private final Executor later;
  private final Map<String, AtomicInteger> starts = new ConcurrentHashMap<>();

  /**
   * @param results topic to publish to
   * @param latency how long each record takes
   */
  ScriptedWork(String results, Duration latency) {
    this.results = results;
    this.later = CompletableFuture.delayedExecutor(latency.toMillis(), TimeUnit.MILLISECONDS);
  }

  int starts(String value) {
    AtomicInteger count = starts.get(value);
    return count == null ? 0 : count.get();
  }

  /** Values of the records that were started. */
  Set<String> values() {
    return starts.keySet();
  }

  @Override
  public Running start(ConsumerRecord<byte[], byte[]> record, Consumer<WorkResult> done) {
    String value = new String(record.value(), StandardCharsets.UTF_8);
    starts.computeIfAbsent(value, first -> new AtomicInteger()).incrementAndGet();
    if (value.startsWith(DEADLY)) {
      throw new OutOfMemoryError("as scripted");
    }
    later.execute(() -> done.accept(result(value)));
    return () -> {};
  }

  @Override
  public WorkResult giveUp(ConsumerRecord<byte[], byte[]> record, int deaths) {
    String value = new String(record.value(), StandardCharsets.UTF_8);
    if (value.endsWith("to read")) {
      throw new OutOfMemoryError("as scripted");
    }
    return result(value + " given up after " + deaths);
  }

  @Override
  public WorkResult giveUpUnread(ConsumerRecord<byte[], byte[]> record, int deaths) {
    return result("unread given up after " + deaths);
  }

  private WorkResult result(String value) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    return new WorkResult(List.of(new ProducerRecord<>(results, bytes, bytes)), List::of);
  }
}
