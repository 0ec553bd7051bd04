package io.projectoracle.aggregator;

import static org.apache.kafka.streams.StoreQueryParameters.fromNameAndType;
import static org.apache.kafka.streams.state.QueryableStoreTypes.keyValueStore;

import io.projectoracle.aggregator.figures.AgentModel;
import io.projectoracle.aggregator.figures.Figures;
import io.projectoracle.aggregator.figures.FiguresReport;
import java.util.ArrayList;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Reads the figures out of a running stream, those of the partitions this process has. What it
 * reads may be ahead of what is committed by a commit interval. Thread-safe.
 */
public final class StreamedFigures {
  private final Supplier<@Nullable KafkaStreams> streams;

  /**
   * @param streams the stream, or null as long as there is none
   */
  public StreamedFigures(Supplier<@Nullable KafkaStreams> streams) {
    this.streams = streams;
  }

  /**
   * All figures now. Does not block.
   *
   * @throws FiguresUnavailableException if the stream is not running
   */
  public FiguresReport report() {
    var parts = new ArrayList<Map.Entry<AgentModel, Figures>>();
    try (var all = store().all()) {
      while (all.hasNext()) {
        var each = all.next();
        parts.add(Map.entry(each.key, each.value));
      }
    } catch (InvalidStateStoreException e) {
      throw unavailable(e);
    }
    return FiguresReport.of(parts);
  }

  /** State of the stream; {@code CREATED} as long as there is none. */
  public KafkaStreams.State state() {
    var current = streams.get();
    return current == null ? KafkaStreams.State.CREATED : current.state();
  }

  private ReadOnlyKeyValueStore<AgentModel, Figures> store() {
    var current = streams.get();
    if (current == null) {
      throw unavailable(null);
    }
    try {
      return current.store(fromNameAndType(UsageTopology.STORE, keyValueStore()));
    } catch (InvalidStateStoreException | IllegalStateException e) {
      throw unavailable(e);
    }
  }

  private FiguresUnavailableException unavailable(@Nullable Throwable cause) {
    return new FiguresUnavailableException(
        "figures cannot be read while the stream is in state " + state(), cause);
  }
}
