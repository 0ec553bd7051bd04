package io.projectoracle.worker.testkit;

import io.projectoracle.broker.BrokerSettings;
import io.projectoracle.broker.EmbeddedBroker;
import java.util.Map;

/** The one real broker of this JVM's tests; each test has topics and a group of its own on it. */
public final class TestBroker {
  private static final EmbeddedBroker BROKER = started();

  private TestBroker() {}

  /** Settings of a client of the broker. */
  public static Map<String, Object> clientConfig() {
    return Map.of("bootstrap.servers", BROKER.bootstrapServers());
  }

  private static EmbeddedBroker started() {
    EmbeddedBroker broker = EmbeddedBroker.start(BrokerSettings.defaults());
    Runtime.getRuntime().addShutdownHook(new Thread(broker::close, "test-broker-close"));
    return broker;
  }
}
