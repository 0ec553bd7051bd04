package io.projectoracle.chaos;

import io.projectoracle.chaos.check.Checker;
import io.projectoracle.chaos.check.Report;
import io.projectoracle.chaos.fault.Disturbance;
import io.projectoracle.chaos.fault.FaultPlan;
import io.projectoracle.chaos.history.HistoryFolder;
import io.projectoracle.chaos.history.QueryLine;
import io.projectoracle.chaos.history.RunFacts;
import io.projectoracle.chaos.load.Load;
import io.projectoracle.chaos.load.LoadPlan;
import io.projectoracle.chaos.process.Broker;
import io.projectoracle.chaos.process.Cluster;
import io.projectoracle.chaos.process.Fleet;
import io.projectoracle.chaos.process.Model;
import io.projectoracle.chaos.process.Processes;
import io.projectoracle.chaos.process.TopicSetup;
import io.projectoracle.chaos.process.WorkerOptions;
import io.projectoracle.chaos.watch.GroupSettings;
import io.projectoracle.chaos.watch.GroupWatch;
import io.projectoracle.chaos.watch.LedgerTail;
import io.projectoracle.chaos.watch.OpenQueries;
import io.projectoracle.chaos.watch.TopicEnds;
import io.projectoracle.chaos.watch.TopicTail;
import io.projectoracle.contract.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;

/**
 * A run from the first process to the report: publishes queries at a rate, disturbs the workers
 * meanwhile, waits for the last answers, stops the workers, reads everything to its end, and has
 * the history judged. Used once.
 */
public final class ChaosRun {
  /** How long a worker that is stopped waits for what is in flight. */
  private static final Duration WORKER_DRAIN = Duration.ofSeconds(30);

  /** Longer than any transaction of a dead worker stays open. */
  private static final Duration READ_LIMIT = Duration.ofMinutes(1);

  private static final Duration BALANCE_LIMIT = Duration.ofMinutes(1);

  private final ChaosSettings settings;
  private final Consumer<String> progress;
  private final SplittableRandom random;
  private final Topics topics;

  /**
   * @param progress told in words how the run goes on; on several threads
   */
  public ChaosRun(ChaosSettings settings, Consumer<String> progress) {
    this.settings = settings;
    this.progress = progress;
    this.random = new SplittableRandom(settings.seed());
    this.topics =
        new Topics(
            settings.topicPrefix()
                + "-chaos-"
                + Long.toString(System.currentTimeMillis(), Character.MAX_RADIX));
  }

  /**
   * Runs; returns when all processes have ended.
   *
   * @throws IllegalArgumentException if the history folder is not empty
   * @throws IllegalStateException if the run itself, rather than a promise, has failed
   */
  public Report run() throws InterruptedException {
    try (HistoryFolder history = HistoryFolder.create(settings.history());
        Processes processes = new Processes(settings.oracle(), settings.history())) {
      return run(history, processes);
    }
  }

  private Report run(HistoryFolder history, Processes processes) throws InterruptedException {
    progress.accept("starting the processes, seed " + settings.seed());
    Broker broker =
        settings.own() == null ? Broker.start(processes, folder("broker"), history.faults()) : null;
    Cluster cluster = cluster(broker);
    Map<String, Object> kafka = clients(cluster);
    TopicSetup.run(processes, cluster);
    Model model = Model.start(processes, settings.latency(), settings.seed());
    Fleet fleet =
        new Fleet(
            processes,
            cluster,
            model,
            new WorkerOptions(settings.concurrency(), WORKER_DRAIN),
            history.faults());
    OpenQueries open = new OpenQueries(history.queries());
    try (Admin admin = Admin.create(kafka);
        LedgerTail ledger = new LedgerTail(model.base(), history.calls());
        GroupWatch watch = new GroupWatch(admin, topics.workerGroup(), history.owners());
        TopicTail tail = new TopicTail(kafka, topics, settings.partitions(), history, open)) {
      GroupSettings group = GroupSettings.apply(admin, topics.workerGroup(), settings.session());
      watch.start();
      fleet.start(settings.workers());
      watch.awaitBalance(settings.workers(), settings.partitions(), BALANCE_LIMIT);
      tail.start();
      ledger.start();
      long started = System.currentTimeMillis();
      try (Ticker ticker = new Ticker(open, progress)) {
        ticker.start();
        disturb(
            new Disturbance(fleet, broker, group.session(), random.split(), progress), kafka, open);
        awaitAnswers(open);
      }
      progress.accept("stopping the workers");
      fleet.stop();
      tail.readTo(TopicEnds.of(admin, tail.partitions()), READ_LIMIT);
      ledger.finish();
      open.finish();
      watch.stop();
      history.finish(
          new RunFacts(
              settings.seed(),
              group.session().toMillis(),
              group.heartbeat().toMillis(),
              WORKER_DRAIN.toMillis(),
              settings.equalShare(),
              started,
              System.currentTimeMillis()));
      Report report = Checker.check(HistoryFolder.read(settings.history()));
      if (settings.own() != null) {
        cleanUp(admin, report);
      }
      return report;
    }
  }

  /** Leaves nothing behind in a cluster of the user's, but for what went wrong. */
  private void cleanUp(Admin admin, Report report) {
    List<String> names = topics.setups().stream().map(Topics.Setup::name).toList();
    if (!report.passed()) {
      progress.accept("left for you to look at, and to delete: " + String.join(", ", names));
      return;
    }
    // Whether it works makes no difference to what was found.
    var unused = admin.deleteTopics(names).all();
    var unusedToo = admin.deleteConsumerGroups(List.of(topics.workerGroup())).all();
  }

  private Cluster cluster(@Nullable Broker broker) {
    ChaosSettings.OwnCluster own = settings.own();
    return new Cluster(
        broker == null ? Objects.requireNonNull(own).bootstrapServers() : broker.bootstrapServers(),
        own == null ? null : own.propertiesFile(),
        topics.prefix(),
        settings.partitions());
  }

  private Map<String, Object> clients(Cluster cluster) {
    Map<String, Object> clients = new HashMap<>();
    if (settings.own() != null) {
      clients.putAll(settings.own().properties());
    }
    clients.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, cluster.bootstrapServers());
    return clients;
  }

  /** Load and faults together, until both are over. */
  private void disturb(Disturbance disturbance, Map<String, Object> kafka, OpenQueries open)
      throws InterruptedException {
    LoadPlan plan =
        new LoadPlan(
            topics.prefix(),
            topics.queries(),
            settings.partitions(),
            settings.queries(),
            settings.rate(),
            settings.equalShare(),
            random.nextLong());
    Load load =
        new Load(
            plan,
            kafka,
            (id, at, replyPartition) ->
                open.acknowledged(
                    new QueryLine(
                        id, at.partition(), at.offset(), replyPartition, at.timestamp())));
    Thread publishing = new Thread(load::run, "oracle-chaos-load");
    publishing.start();
    try {
      disturbance.run(FaultPlan.of(settings.faults(), settings.killEvery(), settings.duration()));
      publishing.join();
    } finally {
      load.stop();
      publishing.join();
    }
    if (load.refusal() != null) {
      throw new IllegalStateException("queries could not be published", load.refusal());
    }
  }

  private void awaitAnswers(OpenQueries open) throws InterruptedException {
    progress.accept("waiting for the last answers");
    long start = System.nanoTime();
    while (open.open() > 0 && System.nanoTime() - start < settings.drainTimeout().toNanos()) {
      Thread.sleep(200);
    }
  }

  private Path folder(String name) {
    try {
      return Files.createDirectories(settings.history().resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException("folder cannot be made in " + settings.history(), e);
    }
  }
}
