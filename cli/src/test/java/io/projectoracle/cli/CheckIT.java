package io.projectoracle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.projectoracle.broker.BrokerSettings;
import io.projectoracle.broker.EmbeddedBroker;
import io.projectoracle.cli.check.TopicRequirement;
import io.projectoracle.cli.check.TopicRequirements;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.FeatureUpdate;
import org.apache.kafka.clients.admin.UpdateFeaturesOptions;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.config.ConfigResource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Breaks a cluster in each way, sees that found, and mends it by the remedy. */
class CheckIT {
  private TestInstallation oracle;

  @BeforeEach
  void start() {
    oracle = new TestInstallation(2);
  }

  @AfterEach
  void stop() {
    oracle.close();
  }

  @Test
  void nothingIsFoundWhereNothingIsWrong() {
    Shell.Result result = oracle.run("check", "--strict", "--role=operator");

    assertThat(result.out()).isEmpty();
    assertThat(result.exitCode()).isZero();
    assertThat(result.err())
        .isEqualTo("brokers 1, topics 5, partitions of queries 2: errors 0, warnings 0\n");
  }

  @Test
  void everySettingOfATopicThatWillNotDoIsFoundAndMended() throws Exception {
    List<String> expected = new ArrayList<>();
    for (TopicRequirement requirement : TopicRequirements.of(oracle.topics())) {
      set(
          new ConfigResource(ConfigResource.Type.TOPIC, requirement.topic()),
          requirement.key(),
          bad(requirement));
      expected.add("topic " + requirement.topic() + ": " + requirement.key() + " ");
    }

    Shell.Result found = oracle.run("check");
    Shell.Result dry = oracle.run("topics", "configure", "--dry-run");
    String command = remedy(found, expected.get(0));
    Shell.Result mended = oracle.runAsWritten(command);

    assertThat(found.exitCode()).isEqualTo(1);
    assertThat(found.out().lines()).hasSameSizeAs(expected);
    assertThat(found.out()).contains(expected.toArray(String[]::new));
    assertThat(dry.out().lines()).hasSameSizeAs(expected).allMatch(it -> it.contains("would go"));
    assertThat(command).isEqualTo("oracle topics configure" + oracle.topics().commandOptions());
    assertThat(mended.exitCode()).as(mended.err()).isZero();
    awaitNothingFound();
  }

  @Test
  void aMissingTopicIsFoundAndMended() throws Exception {
    String cancels = oracle.topics().cancels();
    oracle.admin().deleteTopics(List.of(cancels)).all().get(2, TimeUnit.MINUTES);
    Awaitility.await()
        .atMost(Duration.ofMinutes(2))
        .until(() -> oracle.run("check").out().contains("does not exist"));

    String command = remedy(oracle.run("check"), "error: topic " + cancels + ": does not exist");
    Shell.Result unready = oracle.run("topics", "configure");

    assertThat(unready.exitCode()).isEqualTo(1);
    assertThat(unready.err()).contains("create it first with: " + command);
    assertThat(oracle.runAsWritten(command).exitCode()).isZero();
    awaitNothingFound();
  }

  @Test
  void offsetsThatStopAPartitionAreFoundAndMended() throws Exception {
    String group = oracle.topics().workerGroup();
    oracle.submit(10);
    oracle
        .admin()
        .deleteConsumerGroupOffsets(group, Set.of(oracle.partition(0)))
        .all()
        .get(2, TimeUnit.MINUTES);
    oracle
        .admin()
        .alterConsumerGroupOffsets(
            group, Map.of(oracle.partition(1), new OffsetAndMetadata(1, "notes")))
        .all()
        .get(2, TimeUnit.MINUTES);

    Shell.Result found = oracle.run("check");

    for (int partition = 0; partition < 2; partition++) {
      String command =
          remedy(
              found, "error: partition %d of %s".formatted(partition, oracle.topics().queries()));
      assertThat(command).contains("oracle offsets reset", "--accept-repeat");
      assertThat(oracle.runAsWritten(command).exitCode()).isZero();
    }
    awaitNothingFound();
  }

  @Test
  void aSessionThatIsTooLongOrTooShortIsFoundAndMended() throws Exception {
    String group = oracle.topics().workerGroup();
    var resource = new ConfigResource(ConfigResource.Type.GROUP, group);
    for (String millis : List.of("45000", "5000")) {
      set(resource, "consumer.session.timeout.ms", millis);
      Awaitility.await()
          .atMost(Duration.ofMinutes(2))
          .until(() -> oracle.run("check").out().contains(": " + millis + ";"));

      String command = remedy(oracle.run("check"), "warning: group " + group + ": session timeout");

      runKafkaConfigs(command);
      awaitNothingFound();
    }
  }

  @Test
  void brokersThatDoNotSuitAreFound() throws Exception {
    Map<String, String> properties =
        Map.of(
            "offsets.retention.minutes", "10080",
            "transaction.max.timeout.ms", "5000",
            "group.consumer.min.session.timeout.ms", "45000",
            "group.consumer.session.timeout.ms", "45000");
    try (var broker = EmbeddedBroker.start(BrokerSettings.defaults().withProperties(properties));
        var here = new TestInstallation(broker.bootstrapServers(), 1)) {
      setTransactionVersion(here, 1, FeatureUpdate.UpgradeType.SAFE_DOWNGRADE);

      Awaitility.await()
          .atMost(Duration.ofMinutes(2))
          .until(() -> here.run("check").out().contains("transaction.version"));
      Shell.Result found = here.run("check");

      assertThat(found.exitCode()).isEqualTo(1);
      assertThat(remedy(found, "error: cluster: transaction.version must be at least 2"))
          .isEqualTo(
              "kafka-features.sh --bootstrap-server "
                  + broker.bootstrapServers()
                  + " upgrade --feature transaction.version=2");
      assertThat(found.out())
          .contains("error: brokers: transaction.max.timeout.ms must be at least 8000")
          .contains("warning: brokers: offsets.retention.minutes should be at least 43200")
          .contains("do not know any more what is answered: 10080")
          .contains("warning: group " + here.topics().workerGroup() + ": session timeout")
          .contains("set group.consumer.min.session.timeout.ms in the brokers' configuration");

      setTransactionVersion(here, 2, FeatureUpdate.UpgradeType.UPGRADE);

      Awaitility.await()
          .atMost(Duration.ofMinutes(2))
          .until(() -> !here.run("check").out().contains("transaction.version"));
    }
  }

  @Test
  void findingsCanBeReadByMachines() throws Exception {
    set(
        new ConfigResource(ConfigResource.Type.TOPIC, oracle.topics().deadLetters()),
        "cleanup.policy",
        "delete");

    Shell.Result lenient = oracle.run("check", "--json");

    assertThat(lenient.exitCode()).as("a warning is no error").isZero();
    assertThat(oracle.run("check", "--strict").exitCode()).isEqualTo(1);
    JsonNode finding = JsonMapper.shared().readTree(lenient.out()).at("/findings/0");
    assertThat(finding.path("subject").stringValue())
        .isEqualTo("topic " + oracle.topics().deadLetters());
    assertThat(finding.path("command").stringValue()).startsWith("oracle topics configure");
  }

  private void awaitNothingFound() {
    // Brokers learn of a change a little later than who made it.
    Awaitility.await()
        .atMost(Duration.ofMinutes(2))
        .untilAsserted(() -> assertThat(oracle.run("check").out()).isEmpty());
  }

  private static String remedy(Shell.Result check, String beginning) {
    String line =
        check.out().lines().filter(it -> it.contains(beginning)).findFirst().orElse(check.out());
    Matcher command = Pattern.compile(": ((oracle|kafka-\\w+\\.sh) .*)$").matcher(line);
    assertThat(command.find()).as(line).isTrue();
    return command.group(1);
  }

  private static String bad(TopicRequirement requirement) {
    return switch (requirement.key()) {
      case "cleanup.policy" -> requirement.value().equals("delete") ? "compact" : "delete";
      case "message.timestamp.type" -> "CreateTime";
      case "retention.bytes", "retention.ms", "max.message.bytes" -> "1000";
      default -> throw new IllegalArgumentException(requirement.key());
    };
  }

  private void set(ConfigResource resource, String key, String value) throws Exception {
    oracle
        .admin()
        .incrementalAlterConfigs(
            Map.of(
                resource,
                List.of(new AlterConfigOp(new ConfigEntry(key, value), AlterConfigOp.OpType.SET))))
        .all()
        .get(2, TimeUnit.MINUTES);
    // Brokers learn of it a little later than who is told that it is done.
    Awaitility.await()
        .atMost(Duration.ofMinutes(2))
        .until(() -> setting(resource, key), found -> found.equals(value));
  }

  private String setting(ConfigResource resource, String key) throws Exception {
    var found = oracle.admin().describeConfigs(List.of(resource)).all().get(2, TimeUnit.MINUTES);
    return Objects.requireNonNull(found.get(resource)).get(key).value();
  }

  private static void setTransactionVersion(
      TestInstallation here, int version, FeatureUpdate.UpgradeType type) throws Exception {
    here.admin()
        .updateFeatures(
            Map.of("transaction.version", new FeatureUpdate((short) version, type)),
            new UpdateFeaturesOptions())
        .all()
        .get(2, TimeUnit.MINUTES);
  }

  /** Kafka's own program, whose script only finds Java. */
  private static void runKafkaConfigs(String command) throws Exception {
    assertThat(command).startsWith("kafka-configs.sh ");
    String[] arguments = command.substring("kafka-configs.sh ".length()).split(" ");
    Class.forName("kafka.admin.ConfigCommand")
        .getMethod("main", String[].class)
        .invoke(null, (Object) arguments);
  }
}
