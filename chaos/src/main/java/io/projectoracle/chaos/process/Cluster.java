package io.projectoracle.chaos.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The Kafka of the run, and the names in it.
 *
 * @param bootstrapServers where it is
 * @param kafkaConfig file of client properties; null if none are needed
 * @param prefix first part of the topics' names, the run's own
 * @param partitions of each topic
 */
public record Cluster(
    String bootstrapServers, @Nullable Path kafkaConfig, String prefix, int partitions) {

  List<String> options() {
    List<String> options = new ArrayList<>();
    options.add("--bootstrap-servers=" + bootstrapServers);
    options.add("--topic-prefix=" + prefix);
    if (kafkaConfig != null) {
      options.add("--kafka-config=" + kafkaConfig);
    }
    return options;
  }
}
