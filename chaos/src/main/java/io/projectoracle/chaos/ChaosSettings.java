package io.projectoracle.chaos;

import io.projectoracle.chaos.fault.FaultKind;
import io.projectoracle.chaos.process.OracleCommand;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A run.
 *
 * @param oracle how to start the processes
 * @param own the cluster to use; null for a broker of the run's own
 * @param topicPrefix what the names of its topics begin with; the run adds a part of its own
 * @param queries how many to publish, at least 1
 * @param rate how many in a second, above 0
 * @param equalShare share of them that asks what another one asks, 0 to 1
 * @param workers how many, at least 2
 * @param concurrency most calls of one at a time
 * @param latency how long calls take, in the simulator's words
 * @param partitions of each topic
 * @param faults what may be done to the processes
 * @param killEvery time between two kills
 * @param duration how long the faults go on
 * @param session after how long the group gives a silent worker's partitions to others; null for
 *     what the cluster says
 * @param drainTimeout how long to wait for the last answers
 * @param seed of the choices
 * @param history empty folder for what happens
 */
public record ChaosSettings(
    OracleCommand oracle,
    @Nullable OwnCluster own,
    String topicPrefix,
    int queries,
    double rate,
    double equalShare,
    int workers,
    int concurrency,
    String latency,
    int partitions,
    Set<FaultKind> faults,
    Duration killEvery,
    Duration duration,
    @Nullable Duration session,
    Duration drainTimeout,
    long seed,
    Path history) {
  public ChaosSettings {
    faults = Set.copyOf(faults);
    require(
        own == null || !faults.contains(FaultKind.BROKER),
        "faults must not include broker where the cluster is not the run's own",
        faults);
    require(queries >= 1, "queries must be at least 1", queries);
    require(rate > 0, "rate must be above 0", rate);
    require(equalShare >= 0 && equalShare <= 1, "equal-share must be between 0 and 1", equalShare);
    require(workers >= 2, "workers must be at least 2, for one to take over", workers);
    require(concurrency >= 1, "concurrency must be at least 1", concurrency);
    require(partitions >= 1, "partitions must be at least 1", partitions);
    require(isPositive(killEvery), "kill-every must be positive", killEvery);
    require(isPositive(duration), "duration must be positive", duration);
    require(isPositive(drainTimeout), "drain-timeout must be positive", drainTimeout);
    require(
        session == null || session.toMillis() >= 1_000, "session must be at least 1 s", session);
  }

  private static boolean isPositive(Duration duration) {
    return !duration.isNegative() && !duration.isZero();
  }

  private static void require(boolean holds, String constraint, @Nullable Object actual) {
    if (!holds) {
      throw new IllegalArgumentException(constraint + ": " + actual);
    }
  }

  /**
   * A cluster of the user's.
   *
   * @param properties of all Kafka clients, in Kafka's keys
   * @param propertiesFile the file they are from; null if there are none
   */
  public record OwnCluster(
      String bootstrapServers, Map<String, Object> properties, @Nullable Path propertiesFile) {
    public OwnCluster {
      properties = Map.copyOf(properties);
    }

    /** Names the properties without their values. */
    @Override
    public String toString() {
      return "OwnCluster[" + bootstrapServers + ", " + properties.keySet() + "]";
    }
  }
}
