package io.projectoracle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.projectoracle.cli.check.Role;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The check on a cluster that allows only what was granted. */
class CheckGrantsIT {
  private static SecuredBroker broker;

  @BeforeAll
  static void start(@TempDir Path folder) throws Exception {
    broker =
        SecuredBroker.start(
            folder,
            Stream.concat(Arrays.stream(Role.values()).map(Role::toString), Stream.of("stranger"))
                .toList());
    broker.grant(ReadmeGrants.read());
    Shell.Result created = as("operator", "topics", "create", "--partitions=1");
    assertThat(created.exitCode()).as(created.err()).isZero();
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  @ParameterizedTest
  @EnumSource
  void theGrantsOfTheReadmeAreEnoughForTheirRole(Role role) {
    Shell.Result result = as(role.toString(), "check", "--role=" + role);

    assertThat(result.exitCode()).as(result.out() + result.err()).isZero();
    assertThat(result.out()).doesNotContain("error: ");
  }

  @Test
  void anOperatorSeesOffsetsAndStatus() {
    Shell.Result offsets = as("operator", "offsets", "show");
    Shell.Result reset = as("operator", "offsets", "reset", "--all", "--to=earliest");
    Shell.Result status = as("operator", "status", "--interval=100ms");

    assertThat(offsets.exitCode()).as(offsets.err()).isZero();
    assertThat(reset.exitCode()).as(reset.err()).isZero();
    assertThat(status.exitCode()).as(status.err()).isZero();
  }

  @Test
  void aRedriverNeedsNothingElse() {
    Shell.Result list = as("redriver", "dead-letters", "list");
    Shell.Result redrive = as("redriver", "dead-letters", "redrive", "--all");
    Shell.Result failed = as("redriver", "dead-letters", "redrive", "--from=failed", "--all");
    Shell.Result purge = as("redriver", "dead-letters", "purge", "--all");

    assertThat(list.exitCode()).as(list.err()).isZero();
    assertThat(redrive.exitCode()).as(redrive.err()).isZero();
    assertThat(failed.exitCode()).as(failed.err()).isZero();
    assertThat(purge.exitCode()).as(purge.err()).isZero();
  }

  @Test
  void whatARoleMayNotDoIsNamed() {
    Shell.Result result = as("producer", "check", "--role=worker");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.out())
        .contains("error: topic oracle.queries: role worker needs READ")
        .contains("error: topic oracle.answers: role worker needs WRITE");
  }

  @Test
  void ofTheGatewayTheReadingOfQueriesIsNamed() {
    Shell.Result result = as("producer", "check", "--role=gateway");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.out().lines())
        .filteredOn(line -> line.startsWith("error: "))
        .singleElement()
        .asString()
        .startsWith("error: topic oracle.queries: role gateway needs READ");
  }

  @Test
  void whatTheAggregatorKeepsIsLookedAtOnceItIsThere() throws Exception {
    String changelog = "oracle-aggregator-figures-changelog";
    Shell.Result before = as("aggregator", "check", "--role=aggregator");
    assertThat(before.err())
        .contains("not seen is whether role aggregator may use topic " + changelog)
        .contains("group oracle-aggregator (does not exist yet)")
        .contains("transactional id oracle-aggregator-* (Kafka does not tell)");
    broker.admin().createTopics(List.of(new NewTopic(changelog, 1, (short) 1))).all().get();
    broker
        .admin()
        .alterConsumerGroupOffsets(
            "oracle-aggregator",
            Map.of(new TopicPartition("oracle.usage", 0), new OffsetAndMetadata(0)))
        .all()
        .get();

    Awaitility.await()
        .atMost(Duration.ofMinutes(2))
        .untilAsserted(
            () ->
                assertThat(as("aggregator", "check", "--role=aggregator").err())
                    .doesNotContain("does not exist yet"));
    Shell.Result asAggregator = as("aggregator", "check", "--role=aggregator");
    Shell.Result asStranger = as("stranger", "check", "--role=aggregator");

    assertThat(asAggregator.exitCode()).as(asAggregator.out()).isZero();
    for (String operation : List.of("CREATE", "READ", "WRITE")) {
      assertThat(asStranger.out())
          .contains("error: topic " + changelog + ": role aggregator needs " + operation);
    }
    assertThat(asStranger.out())
        .contains("error: group oracle-aggregator: role aggregator needs READ");
  }

  @Test
  void whatMayNotBeLookedAtIsSaidAndTheRestIsLookedAt() {
    Awaitility.await()
        .atMost(Duration.ofMinutes(2))
        .untilAsserted(
            () ->
                assertThat(as("stranger", "check").out())
                    .contains("error: topic oracle.queries: cannot be looked at")
                    .contains("grant Describe topic oracle.queries")
                    .contains("error: group oracle-workers: cannot be looked at")
                    .contains("warning: brokers: cannot be looked at")
                    .doesNotContain("does not exist"));

    Shell.Result asWorker = as("stranger", "check", "--role=worker");

    assertThat(asWorker.exitCode()).isEqualTo(1);
    assertThat(asWorker.out())
        .contains("error: topic oracle.usage: role worker needs WRITE")
        .contains("error: group oracle-workers: role worker needs READ");
  }

  private static Shell.Result as(String user, String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--kafka-config=" + broker.clientFile(user));
    return new Shell().run(all.toArray(String[]::new));
  }
}
