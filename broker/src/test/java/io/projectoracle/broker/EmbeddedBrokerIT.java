package io.projectoracle.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerIT {
  private static EmbeddedBroker broker;
  private static Clients clients;

  @BeforeAll
  static void start() {
    broker = EmbeddedBroker.start(BrokerSettings.defaults());
    clients = Clients.of(broker);
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  @Test
  void carriesRecordsFromProducersToConsumers() throws Exception {
    clients.createTopic("carried");

    send(clients, "carried", "one", "two");

    assertThat(clients.read("carried", 2)).containsExactly("one", "two");
  }

  @Test
  void hidesAbortedTransactionsFromReadersOfCommittedRecords() throws Exception {
    clients.createTopic("transactions");
    try (var producer = clients.producer(Map.of("transactional.id", "test"))) {
      producer.initTransactions();

      producer.beginTransaction();
      send(producer, "transactions", "aborted");
      producer.abortTransaction();
      producer.beginTransaction();
      send(producer, "transactions", "committed");
      producer.commitTransaction();
    }

    assertThat(clients.read("transactions", 1)).containsExactly("committed");
  }

  @Test
  void hasTheFeaturesOfAFreshCluster() throws Exception {
    try (var admin = clients.admin()) {
      var features = admin.describeFeatures().featureMetadata().get(2, TimeUnit.MINUTES);

      assertThat(features.finalizedFeatures())
          .hasEntrySatisfying(
              "transaction.version", it -> assertThat(it.maxVersionLevel()).isEqualTo((short) 2))
          .hasEntrySatisfying(
              "group.version", it -> assertThat(it.maxVersionLevel()).isEqualTo((short) 1))
          .hasEntrySatisfying(
              "share.version", it -> assertThat(it.maxVersionLevel()).isEqualTo((short) 1));
    }
  }

  @Test
  void listensOnTheLoopbackAddressOnly() throws Exception {
    try (var admin = clients.admin()) {
      var nodes = admin.describeCluster().nodes().get(2, TimeUnit.MINUTES);

      assertThat(nodes).extracting(each -> each.host()).containsExactly("127.0.0.1");
      assertThat(broker.bootstrapServers()).startsWith("127.0.0.1:");
    }
  }

  @Test
  void keepsItsDataAcrossARestartOnTheSameFolder(@TempDir Path folder) throws Exception {
    var settings = BrokerSettings.defaults().withFolder(folder);
    try (var first = EmbeddedBroker.start(settings)) {
      Clients.of(first).createTopic("kept");
      send(Clients.of(first), "kept", "one", "two", "three");
      assertThat(Clients.of(first).read("kept", 3)).hasSize(3);
    }

    try (var second = EmbeddedBroker.start(settings)) {
      send(Clients.of(second), "kept", "four");

      assertThat(Clients.of(second).read("kept", 1)).containsExactly("four");
    }
    assertThat(folder.resolve("meta.properties")).exists();
  }

  @Test
  void leavesNothingBehindWhenClosed() {
    var threadsBefore = nonDaemonThreads();
    var closed = EmbeddedBroker.start(BrokerSettings.defaults());
    assertThat(closed.folder()).isDirectory();

    closed.close();
    closed.close();

    assertThat(closed.folder()).doesNotExist();
    assertThat(nonDaemonThreads()).isSubsetOf(threadsBefore);
  }

  @Test
  void refusesAPortThatIsTaken() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var settings = BrokerSettings.defaults().withPort(taken.getLocalPort());

      assertThatThrownBy(() -> EmbeddedBroker.start(settings))
          .isInstanceOf(BrokerStartException.class)
          .hasMessage(
              "port %d of 127.0.0.1 is in use; stop what listens there, or choose another port"
                  .formatted(taken.getLocalPort()))
          .hasCauseInstanceOf(BindException.class);
    }
  }

  @Test
  void refusesAFolderInUseAndLeavesItAlone() throws Exception {
    var settings = BrokerSettings.defaults().withFolder(broker.folder());

    assertThatThrownBy(() -> EmbeddedBroker.start(settings))
        .isInstanceOf(BrokerStartException.class)
        .hasRootCauseMessage("folder '%s' is in use by another broker", broker.folder());

    clients.createTopic("still-alive");
    send(clients, "still-alive", "one");
    assertThat(clients.read("still-alive", 1)).containsExactly("one");
  }

  @Test
  void stopsAgainWhenKafkaRefusesAProperty(@TempDir Path parent) {
    var settings =
        BrokerSettings.defaults()
            .withFolder(parent.resolve("data"))
            .withProperties(Map.of("num.io.threads", "none"));

    assertThatThrownBy(() -> EmbeddedBroker.start(settings))
        .isInstanceOf(BrokerStartException.class)
        .hasRootCauseMessage(
            "Invalid value none for configuration num.io.threads: Not a number of type INT");
    assertThat(parent.resolve("data")).isDirectory();
  }

  @Test
  void letsExtraPropertiesSecureItsListener() throws Exception {
    var login = "org.apache.kafka.common.security.plain.PlainLoginModule required";
    var server = login + " username=\"broker\" password=\"b\" user_broker=\"b\" user_client=\"c\";";
    var settings =
        BrokerSettings.defaults()
            .withProperties(
                Map.of(
                    "listener.security.protocol.map",
                    "CLIENTS:SASL_PLAINTEXT,CONTROLLER:PLAINTEXT",
                    "sasl.enabled.mechanisms",
                    "PLAIN",
                    "sasl.mechanism.inter.broker.protocol",
                    "PLAIN",
                    "listener.name.clients.plain.sasl.jaas.config",
                    server));
    try (var secured = EmbeddedBroker.start(settings)) {
      var securedClients =
          new Clients(
              secured.bootstrapServers(),
              Map.of(
                  "security.protocol",
                  "SASL_PLAINTEXT",
                  "sasl.mechanism",
                  "PLAIN",
                  "sasl.jaas.config",
                  login + " username=\"client\" password=\"c\";"));
      securedClients.createTopic("secured");

      send(securedClients, "secured", "one");

      assertThat(securedClients.read("secured", 1)).containsExactly("one");
    }
  }

  private static void send(Clients clients, String topic, String... values) throws Exception {
    try (var producer = clients.producer(Map.of())) {
      for (var each : values) {
        send(producer, topic, each);
      }
    }
  }

  private static void send(Producer<String, String> producer, String topic, String value)
      throws Exception {
    producer.send(new ProducerRecord<>(topic, value)).get(2, TimeUnit.MINUTES);
  }

  private static Set<Thread> nonDaemonThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(each -> !each.isDaemon())
        .collect(Collectors.toSet());
  }
}
