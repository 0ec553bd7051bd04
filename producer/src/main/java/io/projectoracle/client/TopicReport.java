package io.projectoracle.client;

import java.util.List;
import java.util.Map;

/**
 * What {@link TopicAdmin#create} found and did.
 *
 * @param topics one entry per topic
 * @param group the workers' consumer group
 * @param firstOffsets partitions of the queries topic whose first offset was committed now, with
 *     that offset
 * @param undecided partitions of the queries topic that hold queries but have no offset, though
 *     there are answers: the queries may have been answered before, so where to begin is left to
 *     {@code oracle offsets reset}
 * @param groupActive whether the group had members at work, so that its offsets were left alone
 */
public record TopicReport(
    List<Topic> topics,
    String group,
    Map<Integer, Long> firstOffsets,
    List<Integer> undecided,
    boolean groupActive) {
  public TopicReport {
    topics = List.copyOf(topics);
    firstOffsets = Map.copyOf(firstOffsets);
    undecided = List.copyOf(undecided);
  }

  /**
   * A topic as it is now.
   *
   * @param name its name
   * @param created whether it was created now
   * @param partitions how many it has
   * @param differences where it is not as asked for, each with key, value and wanted value; nothing
   *     was changed
   */
  public record Topic(String name, boolean created, int partitions, List<String> differences) {
    public Topic {
      differences = List.copyOf(differences);
    }
  }
}
