package io.projectoracle.chaos.watch;

import io.projectoracle.chaos.history.JsonLines;
import io.projectoracle.chaos.history.OwnerLine;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MemberAssignment;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.common.TopicPartition;

/**
 * Looks again and again who owns which partition, as the group's coordinator sees it. One thread of
 * its own; its methods are thread-safe.
 */
public final class GroupWatch implements AutoCloseable {
  private static final Duration INTERVAL = Duration.ofMillis(300);
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private final Admin admin;
  private final String group;
  private final JsonLines<OwnerLine> file;
  private final Thread thread = new Thread(this::run, "oracle-chaos-group");
  private volatile boolean closed;
  private volatile Map<String, Ownership> last = Map.of();

  public GroupWatch(Admin admin, String group, JsonLines<OwnerLine> file) {
    this.admin = admin;
    this.group = group;
    this.file = file;
  }

  /** Begins to look. */
  public void start() {
    thread.start();
  }

  /**
   * Waits until that many workers own all partitions, each what it is to own.
   *
   * @throws IllegalStateException if they do not in time
   */
  public void awaitBalance(int workers, int partitions, Duration limit)
      throws InterruptedException {
    long start = System.nanoTime();
    while (!isBalanced(last.values(), workers, partitions)) {
      if (System.nanoTime() - start > limit.toNanos()) {
        throw new IllegalStateException(
            "workers must own all " + partitions + " partitions by now: " + last);
      }
      Thread.sleep(INTERVAL.toMillis());
    }
  }

  /** Looks no more; to be called before the file is closed. */
  public void stop() {
    closed = true;
    thread.interrupt();
    Threads.join(thread);
  }

  @Override
  public void close() {
    stop();
  }

  private static boolean isBalanced(Collection<Ownership> owners, int workers, int partitions) {
    return owners.size() == workers
        && owners.stream().allMatch(owner -> owner.owned().equals(owner.heirTo()))
        && owners.stream().mapToInt(owner -> owner.owned().size()).sum() == partitions;
  }

  private void run() {
    try {
      while (!closed) {
        look();
        Thread.sleep(INTERVAL.toMillis());
      }
    } catch (InterruptedException e) {
      // Only close() interrupts.
    }
  }

  private void look() throws InterruptedException {
    try {
      write(owners());
    } catch (ExecutionException | TimeoutException e) {
      // The broker is away, or its coordinator is: there is nothing to be seen.
    }
  }

  private void write(Map<String, Ownership> now) {
    Set<String> workers = new TreeSet<>(last.keySet());
    workers.addAll(now.keySet());
    for (String worker : workers) {
      Ownership ownership = now.getOrDefault(worker, Ownership.NONE);
      if (!ownership.equals(last.getOrDefault(worker, Ownership.NONE))) {
        file.add(
            new OwnerLine(
                System.currentTimeMillis(),
                worker,
                List.copyOf(ownership.owned()),
                List.copyOf(ownership.heirTo())));
      }
    }
    last = now;
  }

  private Map<String, Ownership> owners()
      throws InterruptedException, ExecutionException, TimeoutException {
    Collection<MemberDescription> members =
        admin
            .describeConsumerGroups(List.of(group))
            .all()
            .get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
            .values()
            .iterator()
            .next()
            .members();
    Map<String, Ownership> owners = new HashMap<>();
    for (MemberDescription member : members) {
      // A worker that was killed may still be a member beside its successor of the same name.
      Ownership ownership =
          owners.computeIfAbsent(
              member.clientId(), name -> new Ownership(new TreeSet<>(), new TreeSet<>()));
      addPartitions(member.assignment(), ownership.owned());
      member.targetAssignment().ifPresent(target -> addPartitions(target, ownership.heirTo()));
    }
    return owners;
  }

  private static void addPartitions(MemberAssignment assignment, Set<Integer> partitions) {
    for (TopicPartition partition : assignment.topicPartitions()) {
      partitions.add(partition.partition());
    }
  }

  /** What a worker owns, and what it is to own. */
  private record Ownership(Set<Integer> owned, Set<Integer> heirTo) {
    static final Ownership NONE = new Ownership(Set.of(), Set.of());
  }
}
