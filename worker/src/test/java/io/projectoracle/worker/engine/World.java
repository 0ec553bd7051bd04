package io.projectoracle.worker.engine;

import io.projectoracle.worker.offset.PartitionProgress;
import io.projectoracle.worker.offset.UnreadableOffsetMapException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * A cluster and its workers, reduced to what matters for the engine's state: logs, committed
 * offsets, results, and who owns what. The workers' state is the real one; the order of all events
 * is drawn from a seed.
 */
final class World {
  private static final int PARTITIONS = 3;
  private static final int WORKERS = 3;
  private static final int MAX_RECORDS = 60;
  private static final int MAX_METADATA = 4096;

  private final SplittableRandom random;
  private final boolean withPoison;
  private final long[] ends = new long[PARTITIONS];
  private final Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>();
  private final Map<Position, Integer> results = new HashMap<>();
  private final Map<Position, Integer> starts = new HashMap<>();
  private final Map<Position, Integer> excuses = new HashMap<>();
  private final Set<Position> poison = new TreeSet<>();
  private final Set<Position> givenUp = new TreeSet<>();
  private final Map<TopicPartition, ModelWorker> owners = new HashMap<>();
  private final List<ModelWorker> workers = new ArrayList<>();
  private final List<String> leaks = new ArrayList<>();

  private int crashes;

  World(long seed, boolean withPoison) {
    this.random = new SplittableRandom(seed);
    this.withPoison = withPoison;
    for (int i = 0; i < PARTITIONS; i++) {
      committed.put(partition(i), new OffsetAndMetadata(0, ""));
    }
    for (int i = 0; i < WORKERS; i++) {
      workers.add(new ModelWorker(this, random.split()));
    }
  }

  void run(int steps) {
    for (int i = 0; i < steps; i++) {
      step();
    }
  }

  /** No more faults; goes on until everything is finished, then stops all workers in order. */
  void settle() {
    for (int round = 0; round < 10_000 && !isFinished(); round++) {
      assignOrphans();
      for (ModelWorker worker : List.copyOf(workers)) {
        worker.poll();
        worker.completeAll();
        worker.commit(ModelWorker.Fate.COMMITTED);
      }
    }
    for (ModelWorker worker : List.copyOf(workers)) {
      for (TopicPartition partition : owned(worker)) {
        handOver(worker, partition);
      }
      worker.leak().ifPresent(leaks::add);
    }
    committed.forEach(
        (partition, offset) -> {
          if (offset.offset() != ends[partition.partition()] || !offset.metadata().isEmpty()) {
            leaks.add(partition + " is left at " + offset + " of " + ends[partition.partition()]);
          }
        });
  }

  private void step() {
    ModelWorker worker = workers.get(random.nextInt(workers.size()));
    int choice = random.nextInt(100);
    if (choice < 14) {
      append();
    } else if (choice < 40) {
      worker.poll();
    } else if (choice < 62) {
      worker.completeAny();
    } else if (choice < 76) {
      worker.beginCommit();
    } else if (choice < 90) {
      worker.endCommit(anyFate());
    } else if (choice < 94) {
      assignOrphans();
    } else {
      disturb(worker, choice);
    }
  }

  private void disturb(ModelWorker worker, int choice) {
    if (choice < 96) {
      owned(worker).stream().findAny().ifPresent(partition -> handOver(worker, partition));
    } else if (choice < 98) {
      loseSession(worker);
    } else if (!withPoison) {
      crash(worker);
    }
  }

  private ModelWorker.Fate anyFate() {
    int fate = random.nextInt(10);
    return switch (fate) {
      case 0 -> ModelWorker.Fate.ABORTED;
      case 1 -> ModelWorker.Fate.RESOLVED_COMMITTED;
      case 2 -> ModelWorker.Fate.RESOLVED_ABORTED;
      default -> ModelWorker.Fate.COMMITTED;
    };
  }

  private void append() {
    int partition = random.nextInt(PARTITIONS);
    if (ends[partition] >= MAX_RECORDS) {
      return;
    }
    if (withPoison && poison.isEmpty() && random.nextInt(8) == 0) {
      poison.add(new Position(partition, ends[partition]));
    }
    ends[partition]++;
  }

  private void assignOrphans() {
    for (int i = 0; i < PARTITIONS; i++) {
      TopicPartition partition = partition(i);
      if (!owners.containsKey(partition)) {
        ModelWorker next = workers.get(random.nextInt(workers.size()));
        owners.put(partition, next);
        next.assign(partition);
      }
    }
  }

  /** A planned move; sometimes the drain timeout cuts it short. */
  private void handOver(ModelWorker worker, TopicPartition partition) {
    worker.handOver(partition, random.nextInt(4) == 0 && !withPoison);
    owners.remove(partition);
  }

  /** The group takes the worker's partitions away; the worker learns of it some time later. */
  private void loseSession(ModelWorker worker) {
    if (withPoison) {
      return;
    }
    owned(worker).forEach(owners::remove);
    worker.fence();
  }

  /** Ends a worker's process and starts another in its place. */
  void crash(ModelWorker worker) {
    crashes++;
    owned(worker).forEach(owners::remove);
    worker.crash(random.nextBoolean());
    workers.remove(worker);
    workers.add(new ModelWorker(this, random.split()));
  }

  private List<TopicPartition> owned(ModelWorker worker) {
    return owners.entrySet().stream()
        .filter(entry -> entry.getValue() == worker)
        .map(Map.Entry::getKey)
        .sorted((one, other) -> Integer.compare(one.partition(), other.partition()))
        .toList();
  }

  boolean owns(ModelWorker worker, TopicPartition partition) {
    return owners.get(partition) == worker;
  }

  long end(TopicPartition partition) {
    return ends[partition.partition()];
  }

  Progress.Known progress(TopicPartition partition) {
    OffsetAndMetadata found = committed.getOrDefault(partition, new OffsetAndMetadata(0, ""));
    try {
      return new Progress.Known(
          PartitionProgress.read(found.offset(), found.metadata()), end(partition));
    } catch (UnreadableOffsetMapException e) {
      throw new AssertionError("what a worker wrote can be read", e);
    }
  }

  /** A transaction becomes visible. */
  void apply(CommitBatch batch) {
    for (FinishedRecord result : batch.results()) {
      results.merge(Position.of(result), 1, Integer::sum);
    }
    batch
        .offsets()
        .forEach(
            (partition, offset) -> {
              if (offset.metadata().length() > MAX_METADATA) {
                leaks.add("metadata of " + offset.metadata().length() + " characters");
              }
              committed.put(partition, offset);
            });
  }

  void started(Position position) {
    starts.merge(position, 1, Integer::sum);
  }

  boolean isPoison(Position position) {
    return poison.contains(position);
  }

  void givenUp(Position position) {
    givenUp.add(position);
  }

  /** A start may come to nothing for a reason that the promise allows for. */
  void excusedIfOpen(Position position) {
    if (!results.containsKey(position)) {
      excused(position);
    }
  }

  /** A start comes to nothing for a reason that the promise allows for. */
  void excused(Position position) {
    excuses.merge(position, 1, Integer::sum);
  }

  /** Processes that ended. */
  int crashes() {
    return crashes;
  }

  List<String> leaks() {
    return leaks;
  }

  Set<Position> poison() {
    return poison;
  }

  Set<Position> givenUp() {
    return givenUp;
  }

  List<String> recordsWithoutExactlyOneResult() {
    List<String> wrong = new ArrayList<>();
    for (Position position : positions()) {
      int count = results.getOrDefault(position, 0);
      if (count != 1) {
        wrong.add(position + " has " + count);
      }
    }
    return wrong;
  }

  List<String> unexcusedStarts() {
    List<String> wrong = new ArrayList<>();
    starts.forEach(
        (position, count) -> {
          int allowed = 1 + excuses.getOrDefault(position, 0);
          if (count > allowed) {
            wrong.add(position + " was started " + count + " times, " + allowed + " are explained");
          }
        });
    return wrong;
  }

  private boolean isFinished() {
    return results.keySet().containsAll(positions())
        && committed.entrySet().stream()
            .allMatch(entry -> entry.getValue().offset() == end(entry.getKey()));
  }

  private Set<Position> positions() {
    Set<Position> all = new HashSet<>();
    for (int partition = 0; partition < PARTITIONS; partition++) {
      for (long offset = 0; offset < ends[partition]; offset++) {
        all.add(new Position(partition, offset));
      }
    }
    return all;
  }

  private static TopicPartition partition(int number) {
    return new TopicPartition("queries", number);
  }

  /** Where a record stands. */
  record Position(int partition, long offset) implements Comparable<Position> {
    static Position of(FinishedRecord record) {
      return new Position(record.owner().partition().partition(), record.offset());
    }

    @Override
    public int compareTo(Position other) {
      return partition == other.partition
          ? Long.compare(offset, other.offset)
          : Integer.compare(partition, other.partition);
    }
  }
}
