package io.projectoracle.worker.engine;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.acl.AclOperation;

/**
 * What an engine reads and writes.
 *
 * @param source topic to read
 * @param results topics that the work's results go to
 * @param group the consumer group whose offsets are the progress
 * @param commandOptions what commands named in messages must be told to concern this group
 */
public record EngineTopics(
    String source, List<String> results, String group, String commandOptions) {
  public EngineTopics {
    results = List.copyOf(results);
  }

  /** What the engine must be allowed to do with each topic. */
  Map<String, AclOperation> needs() {
    Map<String, AclOperation> needs = new HashMap<>();
    needs.put(source, AclOperation.READ);
    results.forEach(result -> needs.put(result, AclOperation.WRITE));
    return needs;
  }

  /** Shows what is wrong with the group's offsets, and the way out. */
  String showCommand() {
    return "oracle offsets show" + commandOptions;
  }

  /** Sets the offset of a partition, but for where to. */
  String resetCommand(int partition) {
    return "oracle offsets reset" + commandOptions + " --partition " + partition;
  }
}
