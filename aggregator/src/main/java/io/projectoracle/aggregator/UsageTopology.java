package io.projectoracle.aggregator;

import io.projectoracle.aggregator.figures.AgentModel;
import io.projectoracle.aggregator.figures.Figures;
import java.util.Map;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * The stream: usage topic → {@link UsageFold} → one store of figures by agent and model. The store
 * lies in memory and is restored from its changelog topic.
 */
public final class UsageTopology {
  static final String STORE = "figures";

  private UsageTopology() {}

  /**
   * Adds the stream to a builder.
   *
   * @param topic the usage topic
   * @param maxPairs most pairs of agent and model kept apart in one partition
   */
  public static void addTo(StreamsBuilder builder, String topic, int maxPairs) {
    builder.addStateStore(store());
    builder.stream(topic, Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()).withName("usage"))
        .process(() -> new UsageFold(maxPairs), Named.as("fold"), STORE);
  }

  /** The topic from which the store is restored: the one topic that the stream creates. */
  public static String changelog(String applicationId) {
    return applicationId + "-" + STORE + "-changelog";
  }

  /** Cached, so that a pair reaches the changelog once per commit and not once per event. */
  private static StoreBuilder<KeyValueStore<AgentModel, Figures>> store() {
    return Stores.keyValueStoreBuilder(
            Stores.inMemoryKeyValueStore(STORE), StoreSerdes.AGENT_MODEL, StoreSerdes.FIGURES)
        .withCachingEnabled()
        .withLoggingEnabled(Map.of());
  }
}
