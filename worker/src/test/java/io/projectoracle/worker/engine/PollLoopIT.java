package io.projectoracle.worker.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.projectoracle.contract.Query;
import io.projectoracle.worker.metrics.WorkerMetrics;
import io.projectoracle.worker.testkit.Installation;
import io.projectoracle.worker.testkit.TestBroker;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

final class PollLoopIT {
  private static final int QUERIES = 30;

  @Test
  void recordsThatTheConsumerPassesOverInARaceOfItsOwnAreReadAgain() throws Exception {
    try (Installation oracle = new Installation(2)) {
      for (int i = 0; i < QUERIES; i++) {
        oracle.publish(Query.of("q" + i, "technical", "question " + i));
      }
      ScriptedWork work = new ScriptedWork(oracle.topics().answers(), Duration.ZERO);
      AtomicInteger races = new AtomicInteger();
      EngineClients clients = new EngineClients("racer", oracle.group(), TestBroker.clientConfig());
      WorkerMetrics metrics = new WorkerMetrics(new SimpleMeterRegistry());
      EngineSettings settings =
          new EngineSettings(
              100, 1 << 20, Duration.ofMillis(40), 100, Duration.ofSeconds(5), 3, null);
      EngineTopics topics =
          new EngineTopics(
              oracle.topics().queries(), List.of(oracle.topics().answers()), oracle.group(), "");
      ProgressReader progress = new ProgressReader(oracle.admin(), topics, null);
      try (Committer committer = new Committer(clients::producer, progress, metrics);
          ClusterCheck check =
              new ClusterCheck(
                      oracle.admin(), topics, new FirstOffsetsCheck(oracle.admin(), topics, null))
                  .start()) {
        PollLoop loop =
            new PollLoop(
                new EngineParts(
                    topics,
                    settings,
                    racing(clients.consumer(settings.drainTimeout()), races),
                    progress,
                    new DeadTransactions(
                        oracle.admin(), oracle.group(), clients.transactionalIdPrefix()),
                    check,
                    committer,
                    metrics),
                work);
        Thread thread = new Thread(loop);
        thread.start();

        Awaitility.await()
            .atMost(Duration.ofMinutes(2))
            .untilAsserted(() -> assertThat(work.values()).hasSize(QUERIES));

        assertThat(races).hasPositiveValue();
        assertThat(loop.failure()).isNull();
        loop.stop();
        thread.join();
      }
    }
  }

  /** Throws the first records away that it polls, as the consumer does in that race. */
  @SuppressWarnings("unchecked")
  private static Consumer<byte[], byte[]> racing(
      Consumer<byte[], byte[]> real, AtomicInteger races) {
    return (Consumer<byte[], byte[]>)
        Proxy.newProxyInstance(
            PollLoopIT.class.getClassLoader(),
            new Class<?>[] {Consumer.class},
            (proxy, method, arguments) -> {
              try {
                Object result = method.invoke(real, arguments);
                if (result instanceof ConsumerRecords<?, ?> records
                    && !records.isEmpty()
                    && races.getAndIncrement() == 0) {
                  throw new IllegalStateException("No current assignment for partition");
                }
                return result;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
