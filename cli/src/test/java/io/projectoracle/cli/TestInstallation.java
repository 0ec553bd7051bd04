package io.projectoracle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.projectoracle.broker.BrokerSettings;
import io.projectoracle.broker.EmbeddedBroker;
import io.projectoracle.contract.SizeLimits;
import io.projectoracle.contract.Topics;
import io.projectoracle.worker.OracleWorker;
import io.projectoracle.worker.WorkerSettings;
import io.projectoracle.worker.agent.Agents;
import io.projectoracle.worker.cache.CacheSettings;
import io.projectoracle.worker.call.RetryPolicy;
import io.projectoracle.worker.engine.EngineSettings;
import io.projectoracle.worker.model.EndpointSettings;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.slf4j.LoggerFactory;

/** Topics of a test's own, made as the README says, and commands that concern them. */
public final class TestInstallation implements AutoCloseable {
  /** The log of this JVM: to be locked by who looks at it, and by who configures it. */
  static final String LOG = "log";

  private static final AtomicInteger NUMBER = new AtomicInteger();
  private static final EmbeddedBroker BROKER = started();

  private final String servers;
  private final Topics topics = new Topics("test" + NUMBER.incrementAndGet());
  private final int partitions;
  private final Shell shell;
  private final Admin admin;
  private final List<OracleWorker> workers = new ArrayList<>();

  /** On the broker that the tests of this JVM share. */
  public TestInstallation(int partitions) {
    this(BROKER.bootstrapServers(), partitions);
  }

  /** On a broker of the test's own. */
  public TestInstallation(String servers, int partitions) {
    this.servers = servers;
    this.partitions = partitions;
    this.shell = new Shell().with("ORACLE_BOOTSTRAP_SERVERS", servers);
    this.admin = Admin.create(Map.of("bootstrap.servers", servers));
    Shell.Result created = run("topics", "create", "--partitions=" + partitions);
    assertThat(created.exitCode()).as(created.err()).isZero();
  }

  public String servers() {
    return servers;
  }

  public Topics topics() {
    return topics;
  }

  public Admin admin() {
    return admin;
  }

  TopicPartition partition(int number) {
    return new TopicPartition(topics.queries(), number);
  }

  /** Runs a command for these topics. */
  Shell.Result run(String... command) {
    List<String> all = new ArrayList<>(List.of(command));
    all.add("--topic-prefix=" + topics.prefix());
    return shell.run(all.toArray(String[]::new));
  }

  /** Runs a command exactly as a message has it, without the program's name. */
  Shell.Result runAsWritten(String command) {
    assertThat(command).startsWith("oracle ");
    return shell.run(command.substring("oracle ".length()).split(" "));
  }

  /** Publishes so many queries that nobody has asked yet. */
  void submit(int count) {
    var lines = new StringBuilder();
    for (int i = 0; i < count; i++) {
      lines.append(
          "{\"agent\":\"technical\",\"prompt\":\"question %d\"}\n"
              .formatted(NUMBER.incrementAndGet()));
    }
    submitLines(lines.toString());
  }

  /** Publishes the queries of some lines. */
  void submitLines(String lines) {
    shell.typing(lines);
    Shell.Result submitted = run("submit", "-");
    assertThat(submitted.exitCode()).as(submitted.err()).isZero();
  }

  /** The ends of the partitions of the queries topic. */
  Map<TopicPartition, Long> ends() throws Exception {
    Map<TopicPartition, OffsetSpec> question = new HashMap<>();
    for (int number = 0; number < partitions; number++) {
      question.put(partition(number), OffsetSpec.latest());
    }
    Map<TopicPartition, Long> ends = new HashMap<>();
    admin
        .listOffsets(question)
        .all()
        .get(2, TimeUnit.MINUTES)
        .forEach((partition, end) -> ends.put(partition, end.offset()));
    return ends;
  }

  /** The answers, once there are as many. */
  List<String> awaitAnswers(int count) {
    long start = System.nanoTime();
    while (true) {
      List<String> answers = run("answers").out().lines().toList();
      if (answers.size() >= count) {
        return answers;
      }
      assertThat(System.nanoTime() - start).isLessThan(TimeUnit.MINUTES.toNanos(2));
    }
  }

  public KafkaProducer<byte[], byte[]> producer(Map<String, Object> more) {
    Map<String, Object> config = new HashMap<>(more);
    config.put("bootstrap.servers", servers);
    return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
  }

  OracleWorker startWorker(String name, URI endpoint) {
    OracleWorker worker =
        OracleWorker.start(
            new WorkerSettings(
                name,
                topics,
                Map.of("bootstrap.servers", servers),
                Agents.defaults(),
                new EndpointSettings(
                    "simulator",
                    endpoint,
                    null,
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(30),
                    EndpointSettings.DEFAULT_MAX_RESPONSE_BYTES,
                    100,
                    true),
                null,
                CacheSettings.DEFAULT,
                RetryPolicy.DEFAULT,
                new EngineSettings(
                    600,
                    64L * 1024 * 1024,
                    EngineSettings.DEFAULT_COMMIT_INTERVAL,
                    EngineSettings.DEFAULT_MAX_COMMIT_RESULTS,
                    Duration.ofSeconds(1),
                    EngineSettings.DEFAULT_MAX_STARTS,
                    null),
                SizeLimits.DEFAULT,
                2),
            new SimpleMeterRegistry());
    workers.add(worker);
    return worker;
  }

  /** Returns when they have left the group. */
  void stopWorkers() {
    workers.forEach(OracleWorker::close);
  }

  /** The first line of the engine's log that matches, written while the worker is started. */
  static Matcher awaitLog(String regex, Runnable start) {
    Logger logger = (Logger) LoggerFactory.getLogger("io.projectoracle.worker.engine");
    var appender = new ListAppender<ILoggingEvent>();
    appender.list = new CopyOnWriteArrayList<>();
    appender.start();
    logger.addAppender(appender);
    try {
      start.run();
      Pattern pattern = Pattern.compile(regex);
      return Awaitility.await("log line " + regex)
          .atMost(Duration.ofMinutes(2))
          .until(
              () ->
                  appender.list.stream()
                      .map(event -> pattern.matcher(event.getFormattedMessage()))
                      .filter(Matcher::find)
                      .findFirst(),
              Optional::isPresent)
          .orElseThrow();
    } finally {
      logger.detachAppender(appender);
    }
  }

  @Override
  public void close() {
    stopWorkers();
    admin.close(Duration.ofSeconds(1));
  }

  private static EmbeddedBroker started() {
    EmbeddedBroker broker = EmbeddedBroker.start(BrokerSettings.defaults());
    Runtime.getRuntime().addShutdownHook(new Thread(broker::close, "test-broker-close"));
    return broker;
  }
}
