package io.projectoracle.cli.check;

import io.projectoracle.cli.offsets.PartitionOffset;
import io.projectoracle.contract.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a cluster is like. What could not be looked at is absent, and a finding of its own.
 *
 * @param servers where it was reached
 * @param topics names of the installation
 * @param brokers how many there are
 * @param features finalised features, each with its level
 * @param found the installation's topics that exist, by name
 * @param missing names of those that do not; of the others nothing could be looked at
 * @param internals copies of the cluster's own topics, by name
 * @param broker settings of a broker
 * @param group the workers' group, whether there is one yet or not
 * @param offsets how far the partitions of the queries topic are
 * @param transactions what has been open for long on the installation's topics
 */
record Facts(
    String servers,
    Topics topics,
    int brokers,
    @Nullable Map<String, Integer> features,
    Map<String, Topic> found,
    List<String> missing,
    Map<String, Integer> internals,
    @Nullable Map<String, String> broker,
    @Nullable Group group,
    List<PartitionOffset> offsets,
    List<Transaction> transactions) {

  /**
   * A topic.
   *
   * @param settings its settings, those that it inherits too
   */
  record Topic(String name, List<Partition> partitions, @Nullable Map<String, String> settings) {}

  /** A partition and how many copies it has. */
  record Partition(int number, boolean hasLeader, int replicas, int inSync) {}

  /**
   * The workers' group.
   *
   * @param members how many are at work
   * @param settings its own settings, those that it inherits too
   */
  record Group(int members, @Nullable Map<String, String> settings) {}

  /** A transaction that has been open for longer than that. */
  record Transaction(String id, Duration openFor, Duration timeout, List<String> partitions) {}
}
