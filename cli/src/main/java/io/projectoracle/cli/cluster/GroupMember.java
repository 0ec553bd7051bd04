package io.projectoracle.cli.cluster;

import java.util.List;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.common.TopicPartition;

/**
 * A member of a consumer group.
 *
 * @param name its client id: a worker's name
 * @param host where it connects from
 * @param partitions what it owns
 */
public record GroupMember(String name, String host, List<TopicPartition> partitions) {
  public GroupMember {
    partitions = List.copyOf(partitions);
  }

  static GroupMember of(MemberDescription member) {
    // Kafka gives the address as InetAddress prints it: name/address, without a name mostly.
    String host = member.host();
    return new GroupMember(
        member.clientId(),
        host.startsWith("/") ? host.substring(1) : host,
        List.copyOf(member.assignment().topicPartitions()));
  }

  /** Name and host. */
  @Override
  public String toString() {
    return name + " (" + host + ")";
  }
}
