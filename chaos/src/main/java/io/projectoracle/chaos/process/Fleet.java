package io.projectoracle.chaos.process;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.projectoracle.chaos.history.FaultLine;
import io.projectoracle.chaos.history.JsonLines;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The workers of the run. A fault takes a worker that no other fault has in hand; if there is none,
 * or it would be the last, nothing is done. Thread-safe.
 */
public final class Fleet {
  private final Processes processes;
  private final Cluster cluster;
  private final Model model;
  private final WorkerOptions options;
  private final JsonLines<FaultLine> faults;

  /** Workers that no fault has in hand. */
  @GuardedBy("this")
  private final List<Worker> free = new ArrayList<>();

  @GuardedBy("this")
  private int names;

  public Fleet(
      Processes processes,
      Cluster cluster,
      Model model,
      WorkerOptions options,
      JsonLines<FaultLine> faults) {
    this.processes = processes;
    this.cluster = cluster;
    this.model = model;
    this.options = options;
    this.faults = faults;
  }

  /** Starts workers; returns when all of them ask for work. */
  public void start(int workers) throws InterruptedException {
    List<Worker> started = new ArrayList<>();
    for (int i = 0; i < workers; i++) {
      started.add(launch(newName()));
    }
    for (Worker worker : started) {
      worker.awaitReady();
      release(worker);
    }
  }

  /**
   * Kills a worker and starts another one in its place at once.
   *
   * @param random chooses the worker, and whether its successor has its name or a new one
   * @return whether there was one to kill
   */
  public boolean kill(RandomGenerator random) throws InterruptedException {
    Worker victim = take(random);
    if (victim == null) {
      return false;
    }
    victim.kill();
    release(launch(random.nextBoolean() ? victim.name() : newName()));
    return true;
  }

  /** Stops all workers in order, after the faults. */
  public void stop() throws InterruptedException {
    List<Worker> all;
    synchronized (this) {
      all = List.copyOf(free);
      free.clear();
    }
    for (Worker worker : all) {
      worker.terminate();
    }
    for (Worker worker : all) {
      worker.awaitStopped();
    }
  }

  private Worker launch(String name) {
    return Worker.start(
        processes, name, options.arguments(cluster, model, name), options.drainTimeout(), faults);
  }

  private synchronized String newName() {
    return "worker-" + ++names;
  }

  /** One of those that no fault has in hand; null if it is the only one. */
  private synchronized @Nullable Worker take(RandomGenerator random) {
    return free.size() < 2 ? null : free.remove(random.nextInt(free.size()));
  }

  private synchronized void release(Worker worker) {
    free.add(worker);
  }
}
