package io.projectoracle.benchmarks.micro;

import io.projectoracle.worker.offset.OffsetMap;
import io.projectoracle.worker.offset.OffsetTracker;
import io.projectoracle.worker.offset.PartitionProgress;
import io.projectoracle.worker.offset.Tenure;
import io.projectoracle.worker.offset.UnreadableOffsetMapException;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What a commit does for a partition in which work ends in any order. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class OffsetMapBenchmark {
  private static final long BASE = 1_000_000;

  /** Records from the oldest unfinished one to the newest. */
  @Param({"100", "2000", "16000"})
  private int window;

  private OffsetTracker tracker = new OffsetTracker(OffsetMap.startingAt(BASE));
  private PartitionProgress progress = new PartitionProgress(tracker.snapshot(), Tenure.NONE);
  private String metadata = "";

  /** Nine of ten records are finished, but not the oldest. */
  @Setup
  public void finishMost() {
    SplittableRandom random = new SplittableRandom(window);
    tracker = new OffsetTracker(OffsetMap.startingAt(BASE));
    for (int i = 0; i < window; i++) {
      tracker.start(BASE + i);
    }
    for (int i = 1; i < window; i++) {
      if (random.nextInt(10) > 0) {
        tracker.finish(BASE + i);
      }
    }
    progress = new PartitionProgress(tracker.snapshot(), Tenure.NONE);
    metadata = progress.metadata();
  }

  @Benchmark
  public OffsetMap snapshot() {
    return tracker.snapshot();
  }

  @Benchmark
  public String encode() {
    return progress.metadata();
  }

  @Benchmark
  public PartitionProgress decode() throws UnreadableOffsetMapException {
    return PartitionProgress.read(BASE, metadata);
  }

  /** A record's way through the tracker, ten at a time in flight. */
  @Benchmark
  public long startAndFinish() {
    OffsetTracker fresh = new OffsetTracker(OffsetMap.startingAt(BASE));
    for (int i = 0; i < window; i++) {
      fresh.start(BASE + i);
      if (i >= 10) {
        fresh.finish(BASE + i - 10);
      }
    }
    return fresh.base();
  }
}
