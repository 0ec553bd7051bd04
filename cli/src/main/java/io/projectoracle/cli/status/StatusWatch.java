package io.projectoracle.cli.status;

import io.projectoracle.cli.cluster.Cluster;
import io.projectoracle.contract.Topics;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

/** Looks at an installation again and again. For one thread. */
public final class StatusWatch implements AutoCloseable {
  /** Rates are over so long at most: long enough to be calm, short enough to be of now. */
  private static final Duration WINDOW = Duration.ofSeconds(30);

  private final SnapshotReader reader;
  private final InstantSource clock;
  private final Deque<Snapshot> window = new ArrayDeque<>();

  /** A watch. */
  public StatusWatch(Cluster cluster, Topics topics, InstantSource clock) {
    this.reader = new SnapshotReader(cluster, topics);
    this.clock = clock;
  }

  /** Waits, and tells what is the case then, with rates since some earlier look. */
  public Status next(Duration pause) throws InterruptedException {
    if (window.isEmpty()) {
      window.add(reader.take());
    }
    TimeUnit.NANOSECONDS.sleep(pause.toNanos());
    Snapshot now = reader.take();
    window.add(now);
    while (window.size() > 2 && now.nanos() - window.getFirst().nanos() > WINDOW.toNanos()) {
      window.removeFirst();
    }
    return new Status(window.getFirst(), now, clock.instant());
  }

  @Override
  public void close() {
    reader.close();
  }
}
