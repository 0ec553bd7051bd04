package io.projectoracle.cli.local;

import io.projectoracle.cli.console.CallRate;
import io.projectoracle.client.KafkaConnection;
import io.projectoracle.contract.Topics;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What runs in this process.
 *
 * @param kafka Kafka to use; null for a broker of its own
 * @param brokerPort port of that broker; 0 for any free one
 * @param data folder of that broker's data; null for a temporary one
 * @param topics names of the topics
 * @param partitions partitions of new topics
 * @param model endpoint, model and limits of the worker
 * @param drainTimeout how long a stop waits for queries in flight
 */
public record LocalSettings(
    @Nullable KafkaConnection kafka,
    int brokerPort,
    @Nullable Path data,
    Topics topics,
    int partitions,
    ModelSettings model,
    Duration drainTimeout) {

  /** Whether nobody else can have written to the topics, nor will read them later. */
  boolean isThrowaway() {
    return kafka == null && data == null;
  }

  /**
   * The model and the worker's limits.
   *
   * @param endpoint who plays the model
   * @param model what all agents use instead of their own model, if anything
   * @param rate most calls per period, if there is a limit
   * @param concurrency most calls at a time
   * @param maxInFlight most queries in the worker at a time
   */
  public record ModelSettings(
      Endpoint endpoint,
      @Nullable String model,
      @Nullable CallRate rate,
      int concurrency,
      int maxInFlight) {}
}
