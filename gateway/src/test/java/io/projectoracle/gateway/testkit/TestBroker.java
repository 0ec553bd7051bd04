package io.projectoracle.gateway.testkit;

import io.projectoracle.broker.BrokerSettings;
import io.projectoracle.broker.EmbeddedBroker;
import io.projectoracle.client.KafkaConnection;
import io.projectoracle.client.TopicAdmin;
import io.projectoracle.contract.Topics;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** One broker for all tests of the JVM; each class takes topics of its own. */
public final class TestBroker {
  public static final Duration TIMEOUT = Duration.ofMinutes(2);

  /** Of each topic. */
  public static final int PARTITIONS = 4;

  private static final EmbeddedBroker BROKER = start();
  private static final AtomicInteger INSTALLATIONS = new AtomicInteger();

  private TestBroker() {}

  public static String servers() {
    return BROKER.bootstrapServers();
  }

  /** Topics with few partitions, created. */
  public static Topics newTopics() {
    return newTopics(servers());
  }

  public static Topics newTopics(String servers) {
    Topics topics = new Topics("door" + INSTALLATIONS.incrementAndGet());
    try (var admin = new TopicAdmin(KafkaConnection.to(servers), TIMEOUT)) {
      admin.create(topics, PARTITIONS, 1);
    }
    return topics;
  }

  private static EmbeddedBroker start() {
    EmbeddedBroker broker = EmbeddedBroker.start(BrokerSettings.defaults());
    Runtime.getRuntime().addShutdownHook(new Thread(broker::close, "stop-broker"));
    return broker;
  }
}
