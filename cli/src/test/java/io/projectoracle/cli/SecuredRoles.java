package io.projectoracle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.projectoracle.aggregator.boot.AggregatorApplication;
import io.projectoracle.cli.letters.TestLetters;
import io.projectoracle.client.AnswerHandler;
import io.projectoracle.client.KafkaConnection;
import io.projectoracle.client.OracleClient;
import io.projectoracle.contract.Answer;
import io.projectoracle.contract.CacheOutcome;
import io.projectoracle.contract.MessageCodec;
import io.projectoracle.contract.Query;
import io.projectoracle.contract.QueryIds;
import io.projectoracle.contract.SourcePosition;
import io.projectoracle.contract.Status;
import io.projectoracle.contract.Timings;
import io.projectoracle.contract.Topics;
import io.projectoracle.contract.Usage;
import io.projectoracle.contract.UsageEvent;
import io.projectoracle.gateway.boot.GatewayApplication;
import io.projectoracle.worker.OracleWorker;
import io.projectoracle.worker.boot.WorkerApplication;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;

/** Does what each role of the README does, and tells how Kafka refused it. */
record SecuredRoles(SecuredBroker broker, Path folder) {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final String QUERIES = "/v1/queries";
  private static final String QUERY = "{\"agent\":\"technical\",\"prompt\":\"Why?\"}";
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  String refusalOf(String role) throws Exception {
    return switch (role) {
      case "operator" -> operator();
      case "caretaker" -> caretaker();
      case "producer" -> producer();
      case "resumer" -> resumer();
      case "gateway" -> gateway();
      case "subscriber" -> subscriber();
      case "redriver" -> redriver();
      case "worker" -> worker();
      case "aggregator" -> aggregator();
      default -> throw new IllegalArgumentException("role is unknown: " + role);
    };
  }

  private String operator() {
    return new Shell()
        .run(
            "topics", "create", "--partitions=2", "--kafka-config=" + broker.clientFile("operator"))
        .err();
  }

  /** There is a setting that will not do, and a finished query. */
  private String caretaker() throws Exception {
    String queries = Topics.DEFAULT.queries();
    var expiring = new AlterConfigOp(new ConfigEntry("retention.ms", "60000"), OpType.SET);
    var topic = new ConfigResource(ConfigResource.Type.TOPIC, queries);
    broker
        .admin()
        .incrementalAlterConfigs(Map.of(topic, List.of(expiring)))
        .all()
        .get(30, TimeUnit.SECONDS);
    try (var producer = admin()) {
      var asked =
          producer
              .send(new ProducerRecord<>(queries, 0, null, QUERY.getBytes(StandardCharsets.UTF_8)))
              .get(30, TimeUnit.SECONDS);
      broker
          .admin()
          .alterConsumerGroupOffsets(
              Topics.DEFAULT.workerGroup(),
              Map.of(new TopicPartition(queries, 0), new OffsetAndMetadata(asked.offset() + 1)))
          .all()
          .get(30, TimeUnit.SECONDS);
    }
    String file = "--kafka-config=" + broker.clientFile("caretaker");
    return new Shell().run("topics", "configure", file).err()
        + new Shell().run("topics", "trim", "--older-than=0s", file).err();
  }

  private String resumer() throws IOException {
    Path file = Files.writeString(folder.resolve("queries.jsonl"), QUERY + "\n");
    return new Shell()
        .run(
            "submit", file.toString(), "--resume", "--kafka-config=" + broker.clientFile("resumer"))
        .err();
  }

  private String producer() {
    String submitted =
        new Shell()
            .typing(QUERY + "\n")
            .run("submit", "-", "--kafka-config=" + broker.clientFile("producer"))
            .err();
    return submitted + failure(() -> withClient("producer", client -> client.cancel("q").get()));
  }

  /** It goes on trying, and is refused again each time. */
  private String gateway() throws Exception {
    try (Door door = door()) {
      return await(
          () ->
              Optional.of(get(door.health()) + submitFindAndCancel(door.url()))
                  .filter(said -> said.contains("Not authorized")));
    }
  }

  /** A gateway in this JVM. */
  Door door() throws IOException {
    int port = freePort();
    int managementPort = freePort();
    return new Door(
        GatewayApplication.start(
            configuration(
                "gateway", "--server.port=" + port, "--management.server.port=" + managementPort)),
        "http://127.0.0.1:" + port,
        "http://127.0.0.1:" + managementPort + "/actuator/health/readiness");
  }

  /** What the door says; the queries are of one time, so that each is sought among the others. */
  private static String submitFindAndCancel(String door) throws Exception {
    String query = door + QUERIES + "/" + QueryIds.next();
    return submit(door) + get(query) + send(HttpRequest.newBuilder(URI.create(query)).DELETE());
  }

  private String subscriber() {
    return failure(
        () ->
            withClient(
                "subscriber", client -> client.subscribe("billing", answer -> {}).ended().get()));
  }

  /** Handed over by a subscription to all answers. */
  Answer awaitAnswer(String query) throws Exception {
    var received = new CompletableFuture<Answer>();
    AnswerHandler handler =
        each -> {
          if (each.answer().queryId().equals(query)) {
            received.complete(each.answer());
          }
        };
    return withClient(
        "subscriber",
        client -> {
          var subscription = client.subscribe("billing", handler);
          CompletableFuture.anyOf(received, subscription.ended())
              .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
          return received.join();
        });
  }

  /** There is a dead letter, and a query that failed. */
  private String redriver() throws Exception {
    Topics topics = Topics.DEFAULT;
    Query query = Query.of("q", "technical", "Why?");
    try (var producer = admin()) {
      byte[] value = MessageCodec.encode(query);
      var asked =
          producer
              .send(new ProducerRecord<>(topics.queries(), 0, null, value))
              .get(30, TimeUnit.SECONDS);
      var failed = TestLetters.failed(topics, asked.offset(), query.id());
      producer.send(failed).get(30, TimeUnit.SECONDS);
      producer.send(TestLetters.poison(topics, asked.offset())).get(30, TimeUnit.SECONDS);
    }
    String file = "--kafka-config=" + broker.clientFile("redriver");
    return new Shell().run("dead-letters", "redrive", "--all", file).err()
        + new Shell().run("dead-letters", "redrive", "--from=failed", "--all", file).err();
  }

  private KafkaProducer<byte[], byte[]> admin() {
    return new KafkaProducer<>(
        broker.clientProperties("admin"), new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** Configuration of a worker with that endpoint. */
  String[] worker(String endpoint) {
    return configuration(
        "worker",
        "--oracle.worker.endpoint.name=model",
        "--oracle.worker.endpoint.url=" + endpoint,
        "--oracle.worker.endpoint.identify-calls=true",
        "--oracle.worker.rate-limit.enabled=false",
        "--oracle.worker.drain-timeout=0s",
        "--server.port=0");
  }

  private String worker() throws Exception {
    try (var running = WorkerApplication.start(worker("http://127.0.0.1:9/v1"))) {
      OracleWorker worker = running.getBean(OracleWorker.class);
      return await(
          () ->
              worker
                  .engine()
                  .clusterProblem()
                  .or(worker::cancelProblem)
                  .or(() -> worker.engine().failure().map(Throwable::toString)));
    }
  }

  private String aggregator() throws IOException {
    int port = freePort();
    return failure(
        () -> {
          try (var running =
              AggregatorApplication.start(
                  configuration(
                      "aggregator",
                      "--oracle.aggregator.state-directory=" + folder,
                      // One that is refused does not leave the group, and the next waits for that.
                      "--spring.kafka.properties[main.consumer.session.timeout.ms]=1500",
                      "--spring.kafka.properties[main.consumer.heartbeat.interval.ms]=300",
                      "--management.endpoint.health.show-details=always",
                      "--server.port=" + port))) {
            publishUsage();
            String health = "http://127.0.0.1:" + port + "/actuator/health";
            assertThat(running.isRunning()).isTrue();
            return await(
                () ->
                    Optional.of(get(health))
                        .filter(it -> it.contains("waitingFor") || it.contains("failure")));
          }
        });
  }

  /** What there is to count. */
  private void publishUsage() throws Exception {
    var event =
        new UsageEvent(
            UsageEvent.Type.ANSWER,
            "q",
            new SourcePosition(Topics.DEFAULT.queries(), 0, 0),
            "technical",
            null,
            "gpt-4o-mini",
            Status.ANSWERED,
            null,
            CacheOutcome.HIT,
            List.of(),
            Usage.NONE,
            new Timings(0, 0, 0, 0),
            "w",
            Instant.EPOCH);
    try (var producer = admin()) {
      producer
          .send(new ProducerRecord<>(Topics.DEFAULT.usage(), 0, null, MessageCodec.encode(event)))
          .get(2, TimeUnit.MINUTES);
    }
  }

  private <T> T withClient(String role, Use<T> use) throws Exception {
    Map<String, Object> properties = broker.clientProperties(role);
    String servers = properties.remove("bootstrap.servers").toString();
    try (var client =
        OracleClient.builder().connection(new KafkaConnection(servers, properties)).build()) {
      return use.of(client);
    }
  }

  private String[] configuration(String role, String... more) {
    List<String> keys = new ArrayList<>(List.of(more));
    Map<String, Object> properties = broker.clientProperties(role);
    keys.add("--spring.kafka.bootstrap-servers=" + properties.remove("bootstrap.servers"));
    properties.forEach(
        (key, value) -> keys.add("--spring.kafka.properties[%s]=%s".formatted(key, value)));
    return keys.toArray(String[]::new);
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  static String get(String url) throws Exception {
    return send(HttpRequest.newBuilder(URI.create(url)));
  }

  /** Submits a query over HTTP; what the door says to it. */
  static String submit(String door) throws Exception {
    return send(
        HttpRequest.newBuilder(URI.create(door + QUERIES))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(QUERY)));
  }

  private static String send(HttpRequest.Builder request) throws Exception {
    return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString()).body();
  }

  private static <T> String await(Callable<Optional<T>> look) throws Exception {
    Awaitility.await().atMost(PATIENCE).until(() -> look.call().isPresent());
    return look.call().map(Object::toString).orElse("");
  }

  /** The messages of a failure and its causes; or what came out instead. */
  private static String failure(Callable<?> action) {
    try {
      return String.valueOf(action.call());
    } catch (Exception e) {
      var text = new StringBuilder();
      for (Throwable each = e; each != null; each = each.getCause()) {
        text.append(each).append('\n');
      }
      return text.toString();
    }
  }

  /** A door that is open. */
  record Door(Closeable running, String url, String health) implements Closeable {
    @Override
    public void close() throws IOException {
      running.close();
    }
  }

  private interface Use<T> {
    T of(OracleClient client) throws Exception;
  }
}
