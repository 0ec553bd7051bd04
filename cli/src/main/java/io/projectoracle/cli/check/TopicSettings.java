package io.projectoracle.cli.check;

import io.projectoracle.cli.cluster.Cluster;
import io.projectoracle.cli.cluster.ClusterException;
import io.projectoracle.contract.Topics;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Sets what {@link TopicRequirements} ask for. Thread-safe. */
public record TopicSettings(Cluster cluster, Topics topics) {

  /** What has to be changed on the topics that exist; a topic that does not is an error. */
  public List<Change> needed() {
    List<ConfigResource> resources =
        topics.setups().stream()
            .map(setup -> new ConfigResource(ConfigResource.Type.TOPIC, setup.name()))
            .toList();
    Map<ConfigResource, Config> found = read(resources);
    List<Change> changes = new ArrayList<>();
    for (TopicRequirement requirement : TopicRequirements.of(topics)) {
      Config config = found.get(resource(requirement.topic()));
      ConfigEntry entry = config == null ? null : config.get(requirement.key());
      if (entry != null && !requirement.holds().test(entry.value())) {
        changes.add(
            new Change(requirement.topic(), requirement.key(), entry.value(), requirement.value()));
      }
    }
    return changes;
  }

  /** Makes the changes. */
  public void apply(List<Change> changes) {
    Map<ConfigResource, Collection<AlterConfigOp>> operations = new HashMap<>();
    for (Change change : changes) {
      operations
          .computeIfAbsent(resource(change.topic()), topic -> new ArrayList<>())
          .add(
              new AlterConfigOp(
                  new ConfigEntry(change.key(), change.to()), AlterConfigOp.OpType.SET));
    }
    cluster.answer(
        "setting " + changes.stream().map(Change::name).collect(Collectors.joining(", ")),
        cluster.admin().incrementalAlterConfigs(operations).all());
  }

  private Map<ConfigResource, Config> read(List<ConfigResource> resources) {
    try {
      return cluster.answer(
          "reading the settings of "
              + resources.stream().map(ConfigResource::name).collect(Collectors.joining(", ")),
          cluster.admin().describeConfigs(resources).all());
    } catch (ClusterException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        throw new ClusterException(
            "a topic is missing; create it first with: oracle topics create"
                + topics.commandOptions(),
            e);
      }
      throw e;
    }
  }

  private static ConfigResource resource(String topic) {
    return new ConfigResource(ConfigResource.Type.TOPIC, topic);
  }

  /** A setting and its values. */
  public record Change(String topic, String key, String from, String to) {
    private String name() {
      return key + " of topic '" + topic + "'";
    }
  }
}
