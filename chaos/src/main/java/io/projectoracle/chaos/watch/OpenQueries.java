package io.projectoracle.chaos.watch;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.projectoracle.chaos.history.JsonLines;
import io.projectoracle.chaos.history.QueryLine;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/**
 * The accepted queries: those that are in the log, and those whose acceptance Kafka has
 * acknowledged, which should be the same. Written down, and followed until they are answered.
 * Thread-safe.
 */
public final class OpenQueries {
  private final JsonLines<QueryLine> file;

  /** By partition: offsets found in the log. */
  @GuardedBy("this")
  private final Map<Integer, BitSet> inLog = new HashMap<>();

  /** By partition: offsets with an answer. */
  @GuardedBy("this")
  private final Map<Integer, BitSet> answered = new HashMap<>();

  /** By partition and offset: acknowledged, but not found in the log so far. */
  @GuardedBy("this")
  private final Map<Integer, Map<Integer, QueryLine>> acknowledged = new HashMap<>();

  public OpenQueries(JsonLines<QueryLine> file) {
    this.file = file;
  }

  /** Kafka has told the load that the query is accepted. */
  public synchronized void acknowledged(QueryLine query) {
    int offset = Math.toIntExact(query.offset());
    if (!bits(inLog, query.partition()).get(offset)) {
      acknowledged
          .computeIfAbsent(query.partition(), partition -> new HashMap<>())
          .put(offset, query);
    }
  }

  synchronized void found(QueryLine query) {
    int offset = Math.toIntExact(query.offset());
    bits(inLog, query.partition()).set(offset);
    acknowledged.getOrDefault(query.partition(), new HashMap<>()).remove(offset);
    file.add(query);
  }

  synchronized void answered(int partition, long offset) {
    bits(answered, partition).set(Math.toIntExact(offset));
  }

  /** Queries accepted so far. */
  public synchronized int accepted() {
    return count(inLog) + missing();
  }

  /** Accepted queries without an answer. */
  public synchronized int open() {
    int open = missing();
    for (Map.Entry<Integer, BitSet> partition : inLog.entrySet()) {
      BitSet waiting = (BitSet) partition.getValue().clone();
      waiting.andNot(bits(answered, partition.getKey()));
      open += waiting.cardinality();
    }
    return open;
  }

  /** Writes down what was acknowledged and never found: it was promised all the same. */
  public synchronized void finish() {
    acknowledged.values().forEach(missing -> missing.values().forEach(file::add));
  }

  @GuardedBy("this")
  private int missing() {
    return acknowledged.values().stream().mapToInt(Map::size).sum();
  }

  private static int count(Map<Integer, BitSet> partitions) {
    return partitions.values().stream().mapToInt(BitSet::cardinality).sum();
  }

  private static BitSet bits(Map<Integer, BitSet> partitions, int partition) {
    return partitions.computeIfAbsent(partition, absent -> new BitSet());
  }
}
