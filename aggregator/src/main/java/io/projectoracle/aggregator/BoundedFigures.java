package io.projectoracle.aggregator;

import io.projectoracle.aggregator.figures.AgentModel;
import io.projectoracle.aggregator.figures.Figures;
import java.util.function.Consumer;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The figures of one partition, of at most so many pairs; {@link AgentModel#OTHER} and {@link
 * AgentModel#UNREADABLE} come on top. Which pairs are kept apart depends on the order of the events
 * alone, so a replay keeps the same ones. Confined to the stream thread.
 */
final class BoundedFigures {
  private final KeyValueStore<AgentModel, Figures> store;
  private final int maxPairs;
  private int pairs;

  BoundedFigures(KeyValueStore<AgentModel, Figures> store, int maxPairs) {
    this.store = store;
    this.maxPairs = maxPairs;
    this.pairs = count(store);
  }

  void update(AgentModel pair, Consumer<Figures> change) {
    var key = pair;
    var figures = store.get(key);
    if (figures == null && isCounted(pair) && pairs >= maxPairs) {
      key = AgentModel.OTHER;
      figures = store.get(key);
    }
    if (figures == null) {
      figures = new Figures();
      pairs += isCounted(key) ? 1 : 0;
    }
    change.accept(figures);
    store.put(key, figures);
  }

  /** Not the store's own count: that leaves out what its cache has not flushed. */
  private static int count(KeyValueStore<AgentModel, Figures> store) {
    var pairs = 0;
    try (var all = store.all()) {
      while (all.hasNext()) {
        pairs += isCounted(all.next().key) ? 1 : 0;
      }
    }
    return pairs;
  }

  private static boolean isCounted(AgentModel pair) {
    return !pair.equals(AgentModel.OTHER) && !pair.equals(AgentModel.UNREADABLE);
  }
}
