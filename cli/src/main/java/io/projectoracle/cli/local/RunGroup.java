package io.projectoracle.cli.local;

import io.projectoracle.client.KafkaConnection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The consumer group and internal topics of an aggregator that counts one run only, on Kafka that
 * holds more than that.
 *
 * @param applicationId name of the group, first part of the topics' names
 */
record RunGroup(KafkaConnection kafka, String applicationId) {
  private static final Logger log = LoggerFactory.getLogger(RunGroup.class);

  /** Makes the group skip what is on the topic already. */
  void startAtPresentEnd(String topic) throws InterruptedException {
    try (Admin admin = admin()) {
      var description = admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic);
      if (description == null) {
        throw new KafkaException("Kafka did not tell about topic '" + topic + "'");
      }
      Map<TopicPartition, OffsetSpec> question =
          description.partitions().stream()
              .collect(
                  Collectors.toMap(
                      each -> new TopicPartition(topic, each.partition()),
                      each -> OffsetSpec.latest()));
      Map<TopicPartition, OffsetAndMetadata> ends = new HashMap<>();
      admin
          .listOffsets(question)
          .all()
          .get()
          .forEach((partition, end) -> ends.put(partition, new OffsetAndMetadata(end.offset())));
      admin.alterConsumerGroupOffsets(applicationId, ends).all().get();
    } catch (ExecutionException e) {
      throw new KafkaException("aggregator's group could not be prepared", e.getCause());
    }
  }

  /**
   * Removes group and internal topics; where that is not allowed they stay, and the log says so.
   */
  void delete() {
    try (Admin admin = admin()) {
      List<String> internal =
          admin.listTopics().names().get().stream()
              .filter(name -> name.startsWith(applicationId + "-"))
              .toList();
      admin.deleteTopics(internal).all().get();
      admin.deleteConsumerGroups(List.of(applicationId)).all().get();
    } catch (ExecutionException e) {
      log.warn("traces of this run stay on Kafka group={}", applicationId, e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Admin admin() {
    Map<String, Object> config = new HashMap<>(kafka.config());
    config.put("bootstrap.servers", kafka.bootstrapServers());
    return Admin.create(config);
  }
}
