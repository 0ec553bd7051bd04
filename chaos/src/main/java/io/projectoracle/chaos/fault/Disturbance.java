package io.projectoracle.chaos.fault;

import io.projectoracle.chaos.process.Broker;
import io.projectoracle.chaos.process.Fleet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Does the planned faults to an installation. Faults may overlap: each has a thread of its own, and
 * takes a worker that no other one has in hand.
 */
public final class Disturbance {
  private static final Duration LONGEST_OUTAGE = Duration.ofSeconds(4);

  private final Fleet fleet;
  private final @Nullable Broker broker;
  private final Duration session;
  private final SplittableRandom random;
  private final Consumer<String> progress;

  /** Those that are under way; another one of the kind would only wait for them. */
  private final Set<FaultKind> busy = ConcurrentHashMap.newKeySet();

  private final AtomicInteger pauses = new AtomicInteger();

  /**
   * @param broker null if it is not to be touched
   * @param session after how long the group gives a silent worker's partitions to others
   * @param progress told in a word of each fault that begins
   */
  public Disturbance(
      Fleet fleet,
      @Nullable Broker broker,
      Duration session,
      SplittableRandom random,
      Consumer<String> progress) {
    this.fleet = fleet;
    this.broker = broker;
    this.session = session;
    this.random = random;
    this.progress = progress;
  }

  /**
   * Does all of them; returns when each is over.
   *
   * @throws IllegalStateException if one could not be done
   */
  public void run(List<FaultPlan.PlannedFault> plan) throws InterruptedException {
    long start = System.nanoTime();
    ExecutorService threads = Executors.newCachedThreadPool(Disturbance::thread);
    try {
      List<Future<?>> underWay = new ArrayList<>();
      for (FaultPlan.PlannedFault fault : plan) {
        sleepUntil(start + fault.at().toNanos());
        SplittableRandom choices = random.split();
        if (busy.add(fault.kind())) {
          progress.accept(fault.kind().description());
          underWay.add(threads.submit(action(fault.kind(), choices)));
        } else {
          progress.accept("still " + fault.kind().description());
        }
      }
      for (Future<?> each : underWay) {
        each.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("fault could not be done: " + e.getCause(), e);
    } finally {
      threads.shutdownNow();
    }
  }

  private Callable<Void> action(FaultKind kind, SplittableRandom choices) {
    return () -> {
      try {
        doIt(kind, choices);
        return null;
      } finally {
        busy.remove(kind);
      }
    };
  }

  private void doIt(FaultKind kind, SplittableRandom choices) throws InterruptedException {
    switch (kind) {
      case KILL -> fleet.kill(choices);
      case PAUSE -> fleet.pause(choices, pauseLength(choices));
      case BROKER -> restartBroker(choices);
      case SCALE -> fleet.scale(choices, session);
      case ROLL -> fleet.roll();
    }
  }

  /** Past the session first, since that is the worse one. */
  private Duration pauseLength(SplittableRandom choices) {
    boolean pastSession = pauses.getAndIncrement() % 2 == 0;
    double sessions = pastSession ? choices.nextDouble(1.5, 2) : choices.nextDouble(0.1, 0.6);
    return Duration.ofMillis((long) (session.toMillis() * sessions));
  }

  private void restartBroker(SplittableRandom choices) throws InterruptedException {
    if (broker != null) {
      broker.killAndRestart(Duration.ofMillis(choices.nextLong(LONGEST_OUTAGE.toMillis())));
    }
  }

  private static void sleepUntil(long nanoTime) throws InterruptedException {
    long left = nanoTime - System.nanoTime();
    if (left > 0) {
      Thread.sleep(Duration.ofNanos(left).toMillis() + 1);
    }
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "oracle-chaos-fault");
    thread.setDaemon(true);
    return thread;
  }
}
