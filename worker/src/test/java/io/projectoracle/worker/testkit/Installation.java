package io.projectoracle.worker.testkit;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.projectoracle.contract.Answer;
import io.projectoracle.contract.Cancel;
import io.projectoracle.contract.Headers;
import io.projectoracle.contract.MalformedMessageException;
import io.projectoracle.contract.MessageCodec;
import io.projectoracle.contract.Query;
import io.projectoracle.contract.QueryKey;
import io.projectoracle.contract.SizeLimits;
import io.projectoracle.contract.SourcePosition;
import io.projectoracle.contract.Topics;
import io.projectoracle.contract.UsageEvent;
import io.projectoracle.worker.OracleWorker;
import io.projectoracle.worker.WorkerSettings;
import io.projectoracle.worker.agent.Agents;
import io.projectoracle.worker.cache.CacheSettings;
import io.projectoracle.worker.call.RetryPolicy;
import io.projectoracle.worker.engine.Engine;
import io.projectoracle.worker.engine.EngineSettings;
import io.projectoracle.worker.engine.EngineTopics;
import io.projectoracle.worker.engine.RecordWork;
import io.projectoracle.worker.limit.RateLimit;
import io.projectoracle.worker.metrics.WorkerMetrics;
import io.projectoracle.worker.model.EndpointSettings;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** Topics and a group of its own on a broker, with what it takes to play all parts. */
public final class Installation implements AutoCloseable {
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private final Topics topics = new Topics("test" + NUMBER.incrementAndGet());
  private final int partitions;
  private final Map<String, Object> clientConfig;
  private final Admin admin;
  private final KafkaProducer<byte[], byte[]> producer;
  private final Map<String, List<ConsumerRecord<byte[], byte[]>>> read = new HashMap<>();
  private final KafkaConsumer<byte[], byte[]> reader;
  private final List<OracleWorker> workers = new ArrayList<>();

  public Installation(int partitions) throws Exception {
    this(partitions, /* firstOffsets= */ true);
  }

  /** On the tests' embedded broker. */
  public Installation(int partitions, boolean firstOffsets) throws Exception {
    this(TestBroker.clientConfig(), partitions, firstOffsets);
  }

  /**
   * @param clientConfig settings of a client of the broker
   * @param firstOffsets whether the group has offsets from the beginning, as it should
   */
  public Installation(Map<String, Object> clientConfig, int partitions, boolean firstOffsets)
      throws Exception {
    this.partitions = partitions;
    this.clientConfig = clientConfig;
    this.admin = Admin.create(clientConfig);
    this.producer =
        new KafkaProducer<>(clientConfig, new ByteArraySerializer(), new ByteArraySerializer());
    List<NewTopic> created = new ArrayList<>();
    for (Topics.Setup setup : topics.setups()) {
      created.add(new NewTopic(setup.name(), partitions, (short) 1).configs(setup.configs()));
    }
    admin.createTopics(created).all().get(2, TimeUnit.MINUTES);
    awaitLeaders(created.stream().map(NewTopic::name).toList());
    if (firstOffsets) {
      commitFirstOffsets();
    }
    reader = newReader(List.of(topics.answers(), topics.usage(), topics.deadLetters()));
  }

  private KafkaConsumer<byte[], byte[]> newReader(List<String> names) {
    List<TopicPartition> assigned = new ArrayList<>();
    for (String name : names) {
      for (int partition = 0; partition < partitions; partition++) {
        assigned.add(new TopicPartition(name, partition));
      }
    }
    Map<String, Object> config = new HashMap<>(clientConfig);
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    config.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 50);
    KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    consumer.assign(assigned);
    consumer.seekToBeginning(assigned);
    return consumer;
  }

  /**
   * An idempotent producer that publishes before they answer may never find its sequence again.
   * That they are named is not enough.
   */
  private void awaitLeaders(List<String> names) {
    Map<TopicPartition, OffsetSpec> question = new HashMap<>();
    for (String name : names) {
      for (int partition = 0; partition < partitions; partition++) {
        question.put(new TopicPartition(name, partition), OffsetSpec.latest());
      }
    }
    Awaitility.await()
        .atMost(Duration.ofMinutes(2))
        .ignoreExceptions()
        .until(() -> admin.listOffsets(question).all().get(2, TimeUnit.MINUTES) != null);
  }

  /** Creates one of the topics again. */
  public void createTopic(String topic) {
    Topics.Setup setup =
        topics.setups().stream().filter(any -> any.name().equals(topic)).findFirst().orElseThrow();
    // A deleted topic's name is free a little later.
    Awaitility.await()
        .atMost(Duration.ofMinutes(2))
        .ignoreExceptions()
        .until(
            () -> {
              admin
                  .createTopics(
                      List.of(new NewTopic(topic, partitions, (short) 1).configs(setup.configs())))
                  .all()
                  .get(2, TimeUnit.MINUTES);
              return true;
            });
  }

  /** Returns when the broker has seen to it, which is some time after it has agreed. */
  public void deleteTopic(String topic) throws Exception {
    admin.deleteTopics(List.of(topic)).all().get(2, TimeUnit.MINUTES);
    Awaitility.await(topic)
        .atMost(Duration.ofMinutes(2))
        .until(() -> !admin.listTopics().names().get(2, TimeUnit.MINUTES).contains(topic));
  }

  /** Lets the workers begin at the beginning. */
  public void commitFirstOffsets() {
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    for (int partition = 0; partition < partitions; partition++) {
      offsets.put(new TopicPartition(topics.queries(), partition), new OffsetAndMetadata(0));
    }
    // The group's coordinator learns of a new topic a little later than its creator.
    Awaitility.await()
        .atMost(Duration.ofMinutes(2))
        .ignoreExceptions()
        .until(
            () -> {
              admin.alterConsumerGroupOffsets(group(), offsets).all().get(2, TimeUnit.MINUTES);
              return true;
            });
  }

  public String group() {
    return topics.workerGroup();
  }

  public Topics topics() {
    return topics;
  }

  public Admin admin() {
    return admin;
  }

  /** Settings under which tests are quick; a test changes what it is about. */
  public WorkerSettings settings(URI endpoint) {
    return new WorkerSettings(
        "worker" + NUMBER.incrementAndGet(),
        topics,
        clientConfig,
        Agents.defaults(),
        new EndpointSettings(
            "simulator",
            endpoint,
            null,
            Duration.ofSeconds(10),
            Duration.ofMinutes(5),
            EndpointSettings.DEFAULT_MAX_RESPONSE_BYTES,
            500,
            true),
        null,
        CacheSettings.DEFAULT,
        new RetryPolicy(3, Duration.ofMinutes(2), Duration.ofMillis(50), Duration.ofMillis(400)),
        new EngineSettings(
            600,
            64L * 1024 * 1024,
            EngineSettings.DEFAULT_COMMIT_INTERVAL,
            EngineSettings.DEFAULT_MAX_COMMIT_RESULTS,
            Duration.ofSeconds(20),
            EngineSettings.DEFAULT_MAX_STARTS,
            null),
        SizeLimits.DEFAULT,
        2);
  }

  public OracleWorker startWorker(WorkerSettings settings) {
    OracleWorker worker = OracleWorker.start(settings, new SimpleMeterRegistry());
    workers.add(worker);
    return worker;
  }

  /** Starts an engine alone, which reads the queries and publishes to the answers. */
  public Engine startEngine(String name, EngineSettings settings, RecordWork work) {
    return Engine.start(
        name,
        new EngineTopics(topics.queries(), List.of(topics.answers()), group(), ""),
        clientConfig,
        settings,
        work,
        new WorkerMetrics(new SimpleMeterRegistry()));
  }

  /** The settings, but for the endpoint. */
  public static WorkerSettings withEndpoint(
      WorkerSettings settings, UnaryOperator<EndpointSettings> change) {
    return copy(
        settings,
        change.apply(settings.endpoint()),
        settings.rateLimit(),
        settings.retry(),
        settings.engine());
  }

  /** The settings, but for the rate limit. */
  public static WorkerSettings withRateLimit(WorkerSettings settings, RateLimit limit) {
    return copy(settings, settings.endpoint(), limit, settings.retry(), settings.engine());
  }

  /** The settings, but for how calls are repeated. */
  public static WorkerSettings withRetry(WorkerSettings settings, RetryPolicy retry) {
    return copy(settings, settings.endpoint(), settings.rateLimit(), retry, settings.engine());
  }

  /** The settings, but for the engine's. */
  public static WorkerSettings withEngine(
      WorkerSettings settings, UnaryOperator<EngineSettings> change) {
    return copy(
        settings,
        settings.endpoint(),
        settings.rateLimit(),
        settings.retry(),
        change.apply(settings.engine()));
  }

  /** The settings, but for how long a worker that stops waits for its calls. */
  public static WorkerSettings withDrainTimeout(WorkerSettings settings, Duration drainTimeout) {
    return withEngine(
        settings,
        usual ->
            new EngineSettings(
                usual.maxInFlight(),
                usual.maxInFlightBytes(),
                usual.commitInterval(),
                usual.maxCommitResults(),
                drainTimeout,
                usual.maxStarts(),
                usual.startFrom()));
  }

  /** Publishes a query as the SDK does. */
  public SourcePosition publish(Query query) throws Exception {
    return publish(
        new ProducerRecord<>(
            topics.queries(), QueryKey.of(query).recordKey(), MessageCodec.encode(query)));
  }

  /** Publishes a query to a partition of the test's choice. */
  public SourcePosition publish(Query query, int partition) throws Exception {
    return publish(
        new ProducerRecord<>(
            topics.queries(),
            partition,
            QueryKey.of(query).recordKey(),
            MessageCodec.encode(query)));
  }

  /** Publishes a query as a producer does whose clock shows this time. */
  public SourcePosition publishAt(Instant clock, Query query) throws Exception {
    return publish(
        new ProducerRecord<>(
            topics.queries(),
            null,
            clock.toEpochMilli(),
            QueryKey.of(query).recordKey(),
            MessageCodec.encode(query)));
  }

  /** Publishes bytes that may be anything. */
  public SourcePosition publish(byte @Nullable [] value, String... headers) throws Exception {
    ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topics.queries(), null, value);
    for (int i = 0; i < headers.length; i += 2) {
      record.headers().add(headers[i], headers[i + 1].getBytes(StandardCharsets.UTF_8));
    }
    return publish(record);
  }

  private SourcePosition publish(ProducerRecord<byte[], byte[]> record) throws Exception {
    var metadata = producer.send(record).get(2, TimeUnit.MINUTES);
    return new SourcePosition(metadata.topic(), metadata.partition(), metadata.offset());
  }

  /** Publishes queries without waiting for each. */
  public void publishAll(List<Query> queries) {
    queries.forEach(this::publishUnawaited);
    producer.flush();
  }

  /** Publishes a query some time soon. */
  public void publishUnawaited(Query query) {
    var unused =
        producer.send(
            new ProducerRecord<>(
                topics.queries(), QueryKey.of(query).recordKey(), MessageCodec.encode(query)));
  }

  /** Publishes bytes that may be anything some time soon. */
  public void publishUnawaited(byte[] value) {
    var unused = producer.send(new ProducerRecord<>(topics.queries(), null, value));
  }

  /** Publishes a cancel as the SDK does. */
  public void cancel(String queryId, @Nullable String tenant) throws Exception {
    publish(
        new ProducerRecord<>(
            topics.cancels(),
            queryId.getBytes(StandardCharsets.UTF_8),
            MessageCodec.encode(new Cancel(queryId, tenant))));
  }

  /** Publishes to the cancels topic what may be anything. */
  public void cancelWith(String value) throws Exception {
    publish(new ProducerRecord<>(topics.cancels(), value.getBytes(StandardCharsets.UTF_8)));
  }

  /** All answers, once there are as many. */
  public List<Answer> answers(int count) {
    return decoded(await(topics.answers(), count), MessageCodec::decodeAnswer);
  }

  /** The answer to a query, once it is there. */
  public Answer answer(String queryId) {
    for (int count = 1; ; count++) {
      List<Answer> answers = answers(count);
      count = answers.size();
      for (Answer answer : answers) {
        if (answer.queryId().equals(queryId)) {
          return answer;
        }
      }
    }
  }

  /** All usage events, once there are as many. */
  public List<UsageEvent> usage(int count) {
    return decoded(await(topics.usage(), count), MessageCodec::decodeUsageEvent);
  }

  /** All dead letters, once there are as many. */
  public List<ConsumerRecord<byte[], byte[]>> deadLetters(int count) {
    return await(topics.deadLetters(), count);
  }

  /** All records of the answers topic so far, once there are as many. */
  public List<ConsumerRecord<byte[], byte[]>> answerRecords(int count) {
    return await(topics.answers(), count);
  }

  /** All records of a topic that was made anew, once there are as many. */
  public List<ConsumerRecord<byte[], byte[]>> readAnew(String topic, int count) {
    try (var consumer = newReader(List.of(topic))) {
      return await(consumer, topic, count, new HashMap<>());
    }
  }

  /** Value of a header, as text. */
  public static @Nullable String header(ConsumerRecord<byte[], byte[]> record, String name) {
    var header = record.headers().lastHeader(name);
    return header == null ? null : new String(header.value(), StandardCharsets.UTF_8);
  }

  /** Headers as the SDK sets them. */
  public static String[] clientHeaders(String clientId, int replyPartition) {
    return new String[] {
      Headers.CLIENT_ID, clientId, Headers.REPLY_PARTITION, Integer.toString(replyPartition)
    };
  }

  @Override
  public void close() {
    workers.forEach(OracleWorker::close);
    reader.close();
    producer.close(Duration.ofSeconds(1));
    admin.close(Duration.ofSeconds(1));
  }

  private List<ConsumerRecord<byte[], byte[]>> await(String topic, int count) {
    return await(reader, topic, count, read);
  }

  private static List<ConsumerRecord<byte[], byte[]>> await(
      KafkaConsumer<byte[], byte[]> consumer,
      String topic,
      int count,
      Map<String, List<ConsumerRecord<byte[], byte[]>>> read) {
    List<ConsumerRecord<byte[], byte[]>> records =
        read.computeIfAbsent(topic, key -> new ArrayList<>());
    do {
      int before = records.size();
      Awaitility.await("record %d of %s".formatted(before + 1, topic))
          .atMost(Duration.ofMinutes(2))
          .pollInterval(Duration.ofMillis(10))
          .pollInSameThread()
          .until(
              () -> {
                consumer
                    .poll(Duration.ofMillis(100))
                    .forEach(
                        record ->
                            read.computeIfAbsent(record.topic(), key -> new ArrayList<>())
                                .add(record));
                return records.size() > before || records.size() >= count;
              });
    } while (records.size() < count);
    return List.copyOf(records);
  }

  private static <T> List<T> decoded(
      List<ConsumerRecord<byte[], byte[]>> records, Decoder<T> decoder) {
    List<T> decoded = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : records) {
      try {
        decoded.add(decoder.decode(record.value()));
      } catch (MalformedMessageException e) {
        throw new AssertionError("what a worker publishes can be read", e);
      }
    }
    return decoded;
  }

  private static WorkerSettings copy(
      WorkerSettings settings,
      EndpointSettings endpoint,
      @Nullable RateLimit limit,
      RetryPolicy retry,
      EngineSettings engine) {
    return new WorkerSettings(
        settings.name(),
        settings.topics(),
        settings.kafka(),
        settings.agents(),
        endpoint,
        limit,
        settings.cache(),
        retry,
        engine,
        settings.sizes(),
        settings.ioThreads());
  }

  private interface Decoder<T> {
    T decode(byte @Nullable [] bytes) throws MalformedMessageException;
  }
}
