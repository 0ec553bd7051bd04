package io.projectoracle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The check on a cluster that allows only what was granted. */
class CheckGrantsIT {
  private static SecuredBroker broker;

  @BeforeAll
  static void start(@TempDir Path folder) throws Exception {
    broker =
        SecuredBroker.start(
            folder,
            List.of("operator", "producer", "redriver", "worker", "aggregator", "stranger"));
    broker.grant(ReadmeGrants.read());
    Shell.Result created = as("operator", "topics", "create", "--partitions=1");
    assertThat(created.exitCode()).as(created.err()).isZero();
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"operator", "producer", "redriver", "worker", "aggregator"})
  void theGrantsOfTheReadmeAreEnoughForTheirRole(String role) {
    Shell.Result result = as(role, "check", "--role=" + role);

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
