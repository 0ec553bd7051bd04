package io.projectoracle.benchmarks.heap;

import io.projectoracle.benchmarks.cluster.Installation;
import io.projectoracle.benchmarks.cluster.Lab;
import io.projectoracle.benchmarks.cluster.Model;
import io.projectoracle.benchmarks.load.Feed;
import io.projectoracle.benchmarks.process.PartProcess;
import io.projectoracle.benchmarks.process.Usage;
import io.projectoracle.benchmarks.report.Goal;
import io.projectoracle.benchmarks.report.Row;
import java.time.Duration;
import java.util.Locale;

/**
 * A great many queries through one worker in a small heap: what is in use after a full collection
 * must not grow once the first tenth has filled the cache and warmed everything up.
 */
public final class HeapBenchmark {
  private static final String NAME = "heap";
  private static final int PARTITIONS = 6;
  private static final int HEAP_MEGABYTES = 256;
  private static final int CALLS = 128;
  private static final int TENTHS = 10;
  private static final double MEGABYTE = 1_048_576;
  private static final Duration LIMIT = Duration.ofMinutes(10);

  /** How far the load may be ahead of the worker: the topic need not hold everything at a time. */
  private static final int AHEAD = 50_000;

  /** What collections leave varies by the queries in flight and by code that is being compiled. */
  private static final double MOST_GROWTH = 1.2;

  private final Lab lab;

  public HeapBenchmark(Lab lab) {
    this.lab = lab;
  }

  /** Measures with so many queries. */
  public void run(int queries) throws Exception {
    try (Installation installation = lab.cluster().install(NAME, PARTITIONS);
        Model model = Model.start(lab.jvms(), "none");
        PartProcess worker = lab.jvms().start("worker", HEAP_MEGABYTES);
        Feed feed = lab.bulkFeed(installation)) {
      worker.begin(lab.settings(installation, CALLS, model.endpoint()));
      Installation.Mark start = installation.progress();
      double first = 0;
      double most = 0;
      double last = 0;
      for (int tenth = 1; tenth <= TENTHS; tenth++) {
        answer(feed, installation, (int) ((long) queries * tenth / TENTHS));
        last = worker.liveHeapBytes() / MEGABYTE;
        lab.report().progress().printf(Locale.ROOT, "heap after %d tenths: %.2f MB%n", tenth, last);
        if (tenth == 1) {
          first = last;
        } else {
          most = Math.max(most, last);
        }
      }
      Usage used = worker.usage();
      Installation.Mark end = installation.progress();
      worker.end();
      report(queries, new Heap(first, most, last), used, end.rateSince(start));
    }
  }

  /** Publishes up to a count and waits until the worker is there. */
  private static void answer(Feed feed, Installation installation, int count) throws Exception {
    while (feed.published() < count) {
      installation.await(feed.published() - AHEAD, LIMIT);
      feed.publish(Math.min(count - feed.published(), AHEAD / TENTHS));
    }
    installation.await(count, LIMIT);
  }

  private void report(int queries, Heap heap, Usage used, double rate) {
    lab.report()
        .add(
            Row.compared(
                NAME,
                String.format(
                    Locale.ROOT,
                    "%,d queries: largest live heap beside the first tenth's",
                    queries),
                "MB",
                heap.most(),
                heap.first(),
                Goal.atMost(MOST_GROWTH)));
    lab.report().add(Row.compared(NAME, "the last tenth's", "MB", heap.last(), heap.first(), null));
    lab.report().add(Row.told(NAME, "peak memory (RSS)", "MB", used.peakRssBytes() / MEGABYTE));
    lab.report().add(Row.told(NAME, "answered, full collections included", "queries/s", rate));
    lab.report().add(Row.told(NAME, "CPU", "µs/query", used.cpu().toNanos() / 1e3 / queries));
  }

  /**
   * Megabytes in use after full collections.
   *
   * @param most the largest after any tenth but the first
   */
  private record Heap(double first, double most, double last) {}
}
