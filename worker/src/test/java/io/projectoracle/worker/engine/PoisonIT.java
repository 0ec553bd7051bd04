package io.projectoracle.worker.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.projectoracle.worker.testkit.Installation;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Records that end the engine, as they would end its process. */
final class PoisonIT {
  private static final int MAX_STARTS = 2;
  private static final int CRASHES_WITHOUT_CARE = 3;

  /** Groups that shrink to one find the record within so many more. */
  private static final int CRASHES_TO_FIND_IT = 4;

  @Test
  void aRecordThatEndsWhoeverStartsItIsGivenUpAndItsNeighboursAreAnsweredOnce() throws Exception {
    try (Installation oracle = new Installation(2)) {
      ScriptedWork work = new ScriptedWork(oracle.topics().answers(), Duration.ofMillis(50));
      for (int i = 0; i < 30; i++) {
        oracle.publish(bytes("record " + i));
        if (i == 11) {
          oracle.publish(bytes("deadly"));
        }
      }

      int deaths = runUntilGivenUp(oracle, work, 31);

      assertThat(deaths)
          .isBetween(
              CRASHES_WITHOUT_CARE + MAX_STARTS,
              CRASHES_WITHOUT_CARE + CRASHES_TO_FIND_IT + MAX_STARTS);
      assertThat(work.starts("deadly")).isEqualTo(deaths);
      assertThat(results(oracle, 31))
          .hasSize(31)
          .doesNotHaveDuplicates()
          .contains("deadly given up after " + MAX_STARTS);
      for (int i = 0; i < 30; i++) {
        assertThat(work.starts("record " + i))
            .as("starts of record %d", i)
            .isBetween(1, 1 + CRASHES_WITHOUT_CARE + CRASHES_TO_FIND_IT);
      }
      awaitMetadata(oracle, 0, "");
      awaitMetadata(oracle, 1, "");
    }
  }

  @Test
  void aRecordThatEvenEndsWhoeverReadsItIsGivenUpUnread() throws Exception {
    try (Installation oracle = new Installation(1)) {
      ScriptedWork work = new ScriptedWork(oracle.topics().answers(), Duration.ZERO);
      oracle.publish(bytes("deadly to read"));
      oracle.publish(bytes("record"));

      int deaths = runUntilGivenUp(oracle, work, 2);

      assertThat(deaths).isEqualTo(CRASHES_WITHOUT_CARE + MAX_STARTS + 1);
      assertThat(results(oracle, 2))
          .containsExactlyInAnyOrder("record", "unread given up after " + (MAX_STARTS + 1));
    }
  }

  @Test
  void anOwnerThatLeavesInOrderIsNotTakenForCrashed() throws Exception {
    try (Installation oracle = new Installation(1)) {
      ScriptedWork work = new ScriptedWork(oracle.topics().answers(), Duration.ofHours(1));
      oracle.publish(bytes("takes long"));
      try (Engine engine = start(oracle, work, "first")) {
        Awaitility.await()
            .atMost(Duration.ofMinutes(2))
            .until(() -> work.starts("takes long") == 1);
        awaitMetadata(oracle, 0, "h0.0");
        assertThat(engine.failure()).isEmpty();
      }

      awaitMetadata(oracle, 0, "");
    }
  }

  /** Starts an engine after the other until there are as many results; returns how many failed. */
  private static int runUntilGivenUp(Installation oracle, ScriptedWork work, int results) {
    for (int deaths = 0; deaths < 10; deaths++) {
      try (Engine engine = start(oracle, work, "engine" + deaths)) {
        Awaitility.await()
            .atMost(Duration.ofMinutes(2))
            .until(
                () ->
                    engine.failure().isPresent()
                        || (oracle.answerRecords(0).size() >= results && engine.inFlight() == 0));
        if (engine.failure().isEmpty()) {
          return deaths;
        }
      }
    }
    throw new AssertionError("the record was never given up");
  }

  private static Engine start(Installation oracle, ScriptedWork work, String name) {
    return oracle.startEngine(
        name,
        new EngineSettings(
            100,
            1 << 20,
            Duration.ofMillis(20),
            100,
            /* drainTimeout= */ Duration.ofMillis(100),
            MAX_STARTS,
            null),
        work);
  }

  private static List<String> results(Installation oracle, int count) {
    return oracle.answerRecords(count).stream()
        .map(record -> new String(record.value(), StandardCharsets.UTF_8))
        .toList();
  }

  /** A commit returns before everybody can see it. */
  private static void awaitMetadata(Installation oracle, int partition, String expected) {
    Awaitility.await()
        .atMost(Duration.ofMinutes(2))
        .untilAsserted(() -> assertThat(metadata(oracle, partition)).isEqualTo(expected));
  }

  private static String metadata(Installation oracle, int partition) throws Exception {
    OffsetAndMetadata committed =
        oracle
            .admin()
            .listConsumerGroupOffsets(oracle.group())
            .partitionsToOffsetAndMetadata()
            .get(2, TimeUnit.MINUTES)
            .get(new TopicPartition(oracle.topics().queries(), partition));
    return committed == null ? "nothing is committed" : committed.metadata();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
