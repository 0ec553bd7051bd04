package io.projectoracle.chaos.process;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.projectoracle.chaos.history.FaultLine;
import io.projectoracle.chaos.history.JsonLines;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
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

  /** Workers that are not ready yet. */
  @GuardedBy("this")
  private final List<Worker> starting = new ArrayList<>();

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
    launch(random.nextBoolean() ? victim.name() : newName());
    return true;
  }

  /**
   * Stops a worker by a signal, and lets it go on when the time is over.
   *
   * @return whether there was one
   */
  public boolean pause(RandomGenerator random, Duration length) throws InterruptedException {
    Worker sleeper = take(random);
    if (sleeper == null) {
      return false;
    }
    try {
      sleeper.pause(length);
    } finally {
      release(sleeper);
    }
    return true;
  }

  /**
   * Starts one more worker, and stops some worker in order a while after it is ready.
   *
   * @return whether there was one to stop
   */
  public boolean scale(RandomGenerator random, Duration hold) throws InterruptedException {
    launch(newName()).awaitReady();
    Thread.sleep(hold.toMillis());
    Worker leaving = take(random);
    if (leaving == null) {
      return false;
    }
    leaving.terminate();
    leaving.awaitStopped();
    return true;
  }

  /** Stops each worker in order and starts it again, one after the other. */
  public void roll() throws InterruptedException {
    for (Worker each : present()) {
      if (take(each)) {
        each.terminate();
        each.awaitStopped();
        launch(each.name()).awaitReady();
      }
    }
  }

  /** Stops all workers in order, after the faults. */
  public void stop() throws InterruptedException {
    List<Worker> all;
    synchronized (this) {
      all = Stream.concat(free.stream(), starting.stream()).toList();
      free.clear();
      starting.clear();
    }
    for (Worker worker : all) {
      worker.terminate();
    }
    for (Worker worker : all) {
      worker.awaitStopped();
    }
  }

  /** Starts a worker; faults leave it alone until it is ready. */
  private Worker launch(String name) {
    Worker worker =
        Worker.start(
            processes,
            name,
            options.arguments(cluster, model, name),
            options.drainTimeout(),
            faults);
    synchronized (this) {
      starting.add(worker);
    }
    worker.whenReady(() -> ready(worker));
    return worker;
  }

  private synchronized void ready(Worker worker) {
    if (starting.remove(worker)) {
      free.add(worker);
    }
  }

  private synchronized String newName() {
    return "worker-" + ++names;
  }

  /** One of those that no fault has in hand; null if it is the only one. */
  private synchronized @Nullable Worker take(RandomGenerator random) {
    return free.size() < 2 ? null : free.remove(random.nextInt(free.size()));
  }

  private synchronized boolean take(Worker wanted) {
    return free.size() >= 2 && free.remove(wanted);
  }

  private synchronized List<Worker> present() {
    return List.copyOf(free);
  }

  private synchronized void release(Worker worker) {
    free.add(worker);
  }
}
