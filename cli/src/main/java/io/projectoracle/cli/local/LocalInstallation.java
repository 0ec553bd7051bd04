package io.projectoracle.cli.local;

import io.micrometer.core.instrument.MeterRegistry;
import io.projectoracle.aggregator.Aggregator;
import io.projectoracle.broker.BrokerSettings;
import io.projectoracle.broker.EmbeddedBroker;
import io.projectoracle.client.KafkaConnection;
import io.projectoracle.client.TopicAdmin;
import io.projectoracle.client.TopicReport;
import io.projectoracle.contract.Topics;
import io.projectoracle.simulator.Simulator;
import io.projectoracle.worker.OracleWorker;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Broker, simulator, worker and aggregator at work in this process, as far as the settings ask for
 * them. Closing stops them in an order in which nothing accepted is lost. Thread-safe.
 */
final class LocalInstallation implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(LocalInstallation.class);
  private static final Duration TOPICS_TIMEOUT = Duration.ofSeconds(30);

  private final KafkaConnection kafka;
  private final @Nullable Path brokerFolder;
  private final @Nullable URI simulator;
  private final OracleWorker worker;
  private final Aggregator aggregator;
  private final Parts parts;

  private LocalInstallation(
      KafkaConnection kafka,
      @Nullable Path brokerFolder,
      @Nullable URI simulator,
      OracleWorker worker,
      Aggregator aggregator,
      Parts parts) {
    this.kafka = kafka;
    this.brokerFolder = brokerFolder;
    this.simulator = simulator;
    this.worker = worker;
    this.aggregator = aggregator;
    this.parts = parts;
  }

  /**
   * Starts everything, in parallel where nothing waits for another. Blocks until queries can be
   * submitted; if it fails nothing is left running.
   *
   * @param figuresOf whose figures are wanted
   */
  static LocalInstallation start(
      LocalSettings settings, FiguresOf figuresOf, MeterRegistry registry) {
    var parts = new Parts();
    try {
      CompletableFuture<Optional<Simulator>> simulating =
          inParallel("simulator", () -> startSimulator(settings, parts));
      EmbeddedBroker broker = startBroker(settings, parts);
      KafkaConnection kafka = connection(settings, broker);
      try (var admin = new TopicAdmin(kafka, TOPICS_TIMEOUT)) {
        requireOffsets(
            admin.create(settings.topics(), settings.partitions(), /* replicationFactor= */ -1),
            settings.topics());
      }
      CompletableFuture<Aggregator> aggregating =
          inParallel("aggregator", () -> startAggregator(settings, kafka, figuresOf, parts));
      URI endpoint = result(simulating).map(Simulator::endpoint).orElse(null);
      OracleWorker worker =
          parts.add(
              "worker",
              OracleWorker.start(WorkerSetup.settings(settings, kafka, endpoint), registry));
      return new LocalInstallation(
          kafka,
          broker == null ? null : broker.folder(),
          endpoint,
          worker,
          result(aggregating),
          parts);
    } catch (RuntimeException e) {
      parts.close();
      throw e;
    }
  }

  KafkaConnection kafka() {
    return kafka;
  }

  /** Where the broker keeps its data; null if it is not ours. */
  @Nullable Path brokerFolder() {
    return brokerFolder;
  }

  /** Where the simulator listens; null if there is none. */
  @Nullable URI simulator() {
    return simulator;
  }

  Aggregator aggregator() {
    return aggregator;
  }

  /** What ended the worker, if anything did. */
  @Nullable Throwable failure() {
    return worker.engine().failure().orElse(null);
  }

  /** Queries given up because they outlasted the drain; known after the end. */
  int cutShort() {
    return worker.engine().cutShort();
  }

  @Override
  public void close() {
    parts.close();
  }

  private static Optional<Simulator> startSimulator(LocalSettings settings, Parts parts) {
    return settings.model().endpoint() instanceof Endpoint.Simulated simulated
        ? Optional.of(parts.add("simulator", Simulator.start(simulated.settings())))
        : Optional.empty();
  }

  private static @Nullable EmbeddedBroker startBroker(LocalSettings settings, Parts parts) {
    if (settings.kafka() != null) {
      return null;
    }
    BrokerSettings broker = BrokerSettings.defaults().withPort(settings.brokerPort());
    Path data = settings.data();
    if (data != null) {
      broker = broker.withFolder(data.resolve("kafka"));
    }
    return parts.addFirst("broker", EmbeddedBroker.start(broker));
  }

  /** A partition without one is not worked on, so that a run would never end. */
  private static void requireOffsets(TopicReport report, Topics topics) {
    if (!report.undecided().isEmpty()) {
      throw new IllegalStateException(
          "partitions "
              + report.undecided()
              + " of topic '"
              + topics.queries()
              + "' hold queries but have no offset, though there are answers; decide where to"
              + " begin, see: oracle offsets show"
              + topics.commandOptions());
    }
  }

  private static KafkaConnection connection(
      LocalSettings settings, @Nullable EmbeddedBroker broker) {
    if (settings.kafka() != null) {
      return settings.kafka();
    }
    if (broker == null) {
      throw new IllegalStateException("neither a broker nor Kafka's address is given");
    }
    return KafkaConnection.to(broker.bootstrapServers());
  }

  private static Aggregator startAggregator(
      LocalSettings settings, KafkaConnection kafka, FiguresOf figuresOf, Parts parts)
      throws InterruptedException {
    AggregatorSetup setup =
        parts.add("aggregator files", AggregatorSetup.prepare(settings, kafka, figuresOf));
    return parts.add("aggregator", Aggregator.start(setup.settings()));
  }

  private static <T> CompletableFuture<T> inParallel(String name, Starting<T> starting) {
    Executor thread = task -> new Thread(task, "oracle-start-" + name).start();
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return starting.start();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CompletionException(e);
          }
        },
        thread);
  }

  private static <T> T result(CompletableFuture<T> future) {
    try {
      return future.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  private interface Starting<T> {
    T start() throws InterruptedException;
  }

  /** What runs, the last to be stopped at the end. Thread-safe. */
  private static final class Parts implements AutoCloseable {
    private final Deque<Part> running = new ArrayDeque<>();
    private boolean closed;

    synchronized <T extends AutoCloseable> T add(String name, T part) {
      running.addFirst(new Part(name, part));
      return stopIfLate(name, part);
    }

    /** For what others need until their own end. */
    synchronized <T extends AutoCloseable> T addFirst(String name, T part) {
      running.addLast(new Part(name, part));
      return stopIfLate(name, part);
    }

    @Override
    public synchronized void close() {
      closed = true;
      while (!running.isEmpty()) {
        running.removeFirst().close();
      }
    }

    private <T extends AutoCloseable> T stopIfLate(String name, T part) {
      if (closed) {
        close();
        throw new IllegalStateException(name + " was stopped while it started");
      }
      return part;
    }
  }

  private record Part(String name, AutoCloseable running) {
    // The one place where any failure of a stop ends: the other parts must be stopped too.
    void close() {
      try {
        running.close();
      } catch (Exception e) {
        log.warn("part did not stop cleanly name={}", name, e);
      }
    }
  }
}
