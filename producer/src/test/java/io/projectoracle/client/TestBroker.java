package io.projectoracle.client;

import io.projectoracle.broker.BrokerSettings;
import io.projectoracle.broker.EmbeddedBroker;
import io.projectoracle.contract.Topics;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** One broker for all tests of the JVM; each test takes topics of its own. */
final class TestBroker {
  static final Duration TIMEOUT = Duration.ofMinutes(2);

  private static final EmbeddedBroker BROKER = start();
  private static final AtomicInteger INSTALLATIONS = new AtomicInteger();

  private TestBroker() {}

  static KafkaConnection connection() {
    return KafkaConnection.to(BROKER.bootstrapServers());
  }

  /** Names of topics that do not exist yet. */
  static Topics newNames() {
    return new Topics("it" + INSTALLATIONS.incrementAndGet());
  }

  /** Topics with few partitions, created. */
  static Topics newTopics() {
    Topics topics = newNames();
    try (var admin = new TopicAdmin(connection(), TIMEOUT)) {
      admin.create(topics, 4, 1);
    }
    return topics;
  }

  private static EmbeddedBroker start() {
    EmbeddedBroker broker = EmbeddedBroker.start(BrokerSettings.defaults());
    Runtime.getRuntime().addShutdownHook(new Thread(broker::close, "stop-broker"));
    return broker;
  }
}
