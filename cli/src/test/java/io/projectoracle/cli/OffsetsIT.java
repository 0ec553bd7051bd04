package io.projectoracle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.projectoracle.simulator.Simulator;
import io.projectoracle.simulator.SimulatorSettings;
import io.projectoracle.worker.offset.OffsetMap;
import io.projectoracle.worker.offset.OffsetTracker;
import io.projectoracle.worker.offset.PartitionProgress;
import io.projectoracle.worker.offset.Tenure;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** How far the workers are: what can be wrong with it, and the way out. */
@ResourceLock(TestInstallation.LOG)
class OffsetsIT {
  private static final int RECORDS = 5;

  private Simulator simulator;
  private TestInstallation oracle;

  @BeforeEach
  void start() throws Exception {
    simulator = Simulator.start(SimulatorSettings.defaults());
    oracle = new TestInstallation(1);
  }

  @AfterEach
  void stop() {
    oracle.close();
    simulator.close();
  }

  @ParameterizedTest
  @CsvSource({"MISSING, 5", "UNREADABLE, 3", "DELETED, 1", "BEYOND_END, 5"})
  void aStoppedPartitionIsReadOnAfterTheCommandThatTheWorkerNames(String fault, int answers)
      throws Exception {
    oracle.submit(RECORDS);
    inflict(fault);
    String command =
        TestInstallation.awaitLog(
                "partition is not read topic="
                    + oracle.topics().queries()
                    + " partition=0: .*?(oracle offsets reset [^;]*)",
                () -> oracle.startWorker("stopped", simulator.endpoint()))
            .group(1);
    Shell.Result shown = oracle.run("offsets", "show");
    Shell.Result refused = oracle.runAsWritten(command);
    oracle.stopWorkers();

    Shell.Result reset = oracle.runAsWritten(command);

    assertThat(shown.exitCode()).isEqualTo(1);
    assertThat(shown.out()).contains(": " + command);
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err()).contains("must have no members", "stopped (127.0.0.1)");
    assertThat(reset.exitCode()).as(command + reset.err()).isZero();
    oracle.startWorker("goes-on", simulator.endpoint());
    assertThat(oracle.awaitAnswers(answers)).hasSize(answers);
    assertThat(oracle.run("offsets", "show").exitCode()).isZero();
  }

  @Test
  void whatIsFinishedIsShownAndKeptWhenUnfinishedRecordsAreSkipped() throws Exception {
    oracle.submit(RECORDS);
    commit(new OffsetAndMetadata(0, finished(1, 3)));

    JsonNode partition =
        JsonMapper.shared()
            .readTree(oracle.run("offsets", "show", "--json").out())
            .at("/partitions/0");
    Shell.Result reset = oracle.run("offsets", "reset", "--partition=0", "--to=1", "--accept-skip");

    assertThat(partition.toString())
        .isEqualTo(
            "{\"partition\":0,\"logStart\":0,\"committed\":0,\"finishedAbove\":2,\"started\":2,"
                + "\"unfinished\":3,\"logEnd\":5}");
    assertThat(reset.out())
        .isEqualTo(
            "partition 0: from 0, 2 finished above, to 2, 1 finished above;"
                + " repeated 0, skipped 1\n");
    oracle.startWorker("goes-on", simulator.endpoint());
    assertThat(oracle.awaitAnswers(2)).hasSize(2);
    assertThat(simulator.calls().snapshot()).hasSize(2);
  }

  @Test
  void onlyOldQueriesThatAreFinishedAreTrimmed() throws Exception {
    oracle.submit(RECORDS);
    commit(new OffsetAndMetadata(2, ""));

    Shell.Result young = oracle.run("topics", "trim");
    Shell.Result planned = oracle.run("topics", "trim", "--older-than=0s", "--dry-run");
    Shell.Result trimmed = oracle.run("topics", "trim", "--older-than=0s", "--json");

    assertThat(young.exitCode()).as(young.err()).isZero();
    assertThat(young.out()).isEmpty();
    assertThat(planned.out()).isEqualTo("partition 0: offsets 0 to 1 would be deleted\n");
    assertThat(trimmed.exitCode()).as(trimmed.err()).isZero();
    assertThat(oracle.run("offsets", "show", "--json").out())
        .contains("\"logStart\":2,\"committed\":2");
    oracle.startWorker("goes-on", simulator.endpoint());
    assertThat(oracle.awaitAnswers(RECORDS - 2)).hasSize(RECORDS - 2);
  }

  @Test
  void offsetsThatExpiredAreNotSetToTheBeginningByCreatingTopics() throws Exception {
    oracle.submit(RECORDS);
    oracle.startWorker("before", simulator.endpoint());
    oracle.awaitAnswers(RECORDS);
    oracle.stopWorkers();
    oracle
        .admin()
        .deleteConsumerGroups(List.of(oracle.topics().workerGroup()))
        .all()
        .get(2, TimeUnit.MINUTES);

    Shell.Result created = oracle.run("topics", "create", "--partitions=1");
    Shell.Result reset = oracle.run("offsets", "reset", "--all", "--to=latest", "--accept-skip");

    assertThat(created.exitCode()).isEqualTo(1);
    assertThat(created.err())
        .contains("partitions [0] hold queries but have no offset, though there are answers")
        .contains("see: oracle offsets show" + oracle.topics().commandOptions());
    assertThat(reset.exitCode()).as(reset.err()).isZero();
    oracle.startWorker("after", simulator.endpoint());
    oracle.submit(1);
    assertThat(oracle.awaitAnswers(RECORDS + 1)).hasSize(RECORDS + 1);
  }

  @Test
  void nothingIsChangedUnlessTheLossIsAcceptedOrInADryRun() throws Exception {
    oracle.submit(RECORDS);
    commit(new OffsetAndMetadata(2, ""));

    Shell.Result back = oracle.run("offsets", "reset", "--all", "--to=earliest", "--accept-skip");
    Shell.Result forth = oracle.run("offsets", "reset", "--all", "--to=latest", "--accept-repeat");
    Shell.Result outside = oracle.run("offsets", "reset", "--partition=0", "--to=6");
    Shell.Result nowhere = oracle.run("offsets", "reset", "--partition=1", "--to=latest");
    Shell.Result dry =
        oracle.run(
            "offsets", "reset", "--all", "--to=1h", "--accept-repeat", "--dry-run", "--json");

    assertThat(back.exitCode()).isEqualTo(2);
    assertThat(back.err()).contains("up to 2 records are worked on again", "--accept-repeat");
    assertThat(forth.exitCode()).isEqualTo(2);
    assertThat(forth.err()).contains("up to 3 records are never worked on", "--accept-skip");
    assertThat(outside.err()).contains("--to: partition 0 has offsets from 0 to 5: 6");
    assertThat(nowhere.err()).contains("--partition must be between 0 and 0: 1");
    assertThat(dry.exitCode()).isZero();
    assertThat(JsonMapper.shared().readTree(dry.out()).at("/changes/0/after/committed").intValue())
        .isZero();
    assertThat(committed()).isEqualTo(new OffsetAndMetadata(2, ""));
  }

  private @Nullable OffsetAndMetadata committed() throws Exception {
    return oracle
        .admin()
        .listConsumerGroupOffsets(oracle.topics().workerGroup())
        .partitionsToOffsetAndMetadata()
        .get(2, TimeUnit.MINUTES)
        .get(oracle.partition(0));
  }

  private void inflict(String fault) throws Exception {
    switch (fault) {
      case "MISSING" -> {
        addPartitionWithOffset(); // Without any offset workers would wait outside of the group.
        oracle
            .admin()
            .deleteConsumerGroupOffsets(oracle.topics().workerGroup(), Set.of(oracle.partition(0)))
            .all()
            .get(2, TimeUnit.MINUTES);
      }
      case "UNREADABLE" -> commit(new OffsetAndMetadata(2, "somebody else's notes"));
      case "DELETED" -> {
        commit(new OffsetAndMetadata(1, finished(1)));
        oracle
            .admin()
            .deleteRecords(Map.of(oracle.partition(0), RecordsToDelete.beforeOffset(4)))
            .all()
            .get(2, TimeUnit.MINUTES);
      }
      default -> commit(new OffsetAndMetadata(50, ""));
    }
  }

  private void addPartitionWithOffset() throws Exception {
    oracle
        .admin()
        .createPartitions(Map.of(oracle.topics().queries(), NewPartitions.increaseTo(2)))
        .all()
        .get(2, TimeUnit.MINUTES);
    assertThat(oracle.run("topics", "create", "--partitions=2").exitCode()).isZero();
  }

  private void commit(OffsetAndMetadata offset) throws Exception {
    oracle
        .admin()
        .alterConsumerGroupOffsets(
            oracle.topics().workerGroup(), Map.of(oracle.partition(0), offset))
        .all()
        .get(2, TimeUnit.MINUTES);
  }

  /** Metadata of a committed offset 0 with these finished above it. */
  private static String finished(long... offsets) {
    var tracker = new OffsetTracker(OffsetMap.startingAt(0));
    for (long offset = 0; offset < RECORDS; offset++) {
      tracker.start(offset);
    }
    for (long offset : offsets) {
      tracker.finish(offset);
    }
    return new PartitionProgress(tracker.snapshot(), Tenure.NONE).metadata();
  }
}
