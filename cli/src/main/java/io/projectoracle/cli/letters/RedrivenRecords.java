package io.projectoracle.cli.letters;

import io.projectoracle.cli.cluster.Cluster;
import io.projectoracle.cli.published.TopicScan;
import io.projectoracle.contract.SourcePosition;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/**
 * Finds out which records of the queries topic have been repeated. A repetition of a failed answer
 * stands on the partition of the record that it repeats, hence behind it: no clock is needed to
 * know where to look, and whoever deletes the beginning of a partition deletes the repeated record
 * before its repetition.
 */
public record RedrivenRecords(Cluster cluster, String topic) {
  /** Those that have been repeated. Reads from the first of them to the topic's present end. */
  public Set<SourcePosition> among(Collection<SourcePosition> records) {
    Map<TopicPartition, Long> first = new HashMap<>();
    for (SourcePosition record : records) {
      first.merge(
          new TopicPartition(record.topic(), record.partition()), record.offset(), Math::min);
    }
    Set<SourcePosition> sought = new HashSet<>(records);
    Set<SourcePosition> found = new HashSet<>();
    new TopicScan(cluster, topic)
        .readFrom(
            first,
            record -> {
              SourcePosition repeated = new HeaderTexts(record.headers()).redriveOf();
              if (repeated != null && sought.contains(repeated)) {
                found.add(repeated);
              }
            });
    return found;
  }
}
