package io.projectoracle.cli.check;

import io.projectoracle.cli.cluster.Cluster;
import io.projectoracle.cli.cluster.ClusterException;
import io.projectoracle.contract.Topics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.DescribeConsumerGroupsOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/** Asks what this user may do with all that a role needs. Used once, by one thread. */
final class RightsReader {
  private final Cluster cluster;
  private final Map<String, Set<AclOperation>> allowed = new HashMap<>();
  private final List<String> untold = new ArrayList<>();

  RightsReader(Cluster cluster) {
    this.cluster = cluster;
  }

  Rights read(Topics topics, Role role) {
    readTopics(List.copyOf(role.topics(topics).keySet()));
    readGroups(List.copyOf(role.groups(topics).keySet()));
    untold.addAll(role.untold(topics));
    return new Rights(allowed, untold);
  }

  private void readTopics(List<String> names) {
    var options = new DescribeTopicsOptions().includeAuthorizedOperations(true);
    Map<String, KafkaFuture<TopicDescription>> answers =
        new TreeMap<>(cluster.admin().describeTopics(names, options).topicNameValues());
    answers.forEach(
        (name, answer) -> read("topic " + name, answer, TopicDescription::authorizedOperations));
  }

  private void readGroups(List<String> names) {
    var options = new DescribeConsumerGroupsOptions().includeAuthorizedOperations(true);
    Map<String, KafkaFuture<ConsumerGroupDescription>> answers =
        new TreeMap<>(cluster.admin().describeConsumerGroups(names, options).describedGroups());
    answers.forEach(
        (name, answer) ->
            read("group " + name, answer, ConsumerGroupDescription::authorizedOperations));
  }

  private <T> void read(String subject, KafkaFuture<T> answer, Operations<T> operations) {
    try {
      Set<AclOperation> found = operations.of(cluster.answer("describing " + subject, answer));
      if (found != null) {
        allowed.put(subject, found);
      }
    } catch (ClusterException e) {
      if (e.getCause() instanceof AuthorizationException) {
        allowed.put(subject, Set.of());
      } else {
        untold.add(subject + " (" + (isAbsent(e) ? "does not exist yet" : e.getMessage()) + ")");
      }
    }
  }

  private static boolean isAbsent(ClusterException e) {
    return e.getCause() instanceof UnknownTopicOrPartitionException
        || e.getCause() instanceof GroupIdNotFoundException;
  }

  private interface Operations<T> {
    @Nullable Set<AclOperation> of(T description);
  }
}
