package io.projectoracle.aggregator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.projectoracle.aggregator.figures.AgentModel;
import io.projectoracle.aggregator.figures.Figures;
import io.projectoracle.aggregator.figures.FiguresReport;
import io.projectoracle.aggregator.testkit.UsageEvents;
import io.projectoracle.aggregator.testkit.UsageTopic;
import io.projectoracle.broker.BrokerSettings;
import io.projectoracle.broker.EmbeddedBroker;
import io.projectoracle.contract.UsageEvent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AggregatorIT {
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private static EmbeddedBroker broker;

  private Path folder;
  private UsageTopic topic;
  private String applicationId;

  @BeforeAll
  static void startBroker() {
    broker = EmbeddedBroker.start(BrokerSettings.defaults());
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  @BeforeEach
  void createTopic(@TempDir Path folder) throws Exception {
    this.folder = folder;
    topic = UsageTopic.create(broker);
    applicationId = "aggregator-" + UUID.randomUUID();
  }

  @AfterEach
  void closeTopic() {
    topic.close();
  }

  @Test
  void countsEveryCommittedEventAndNoAbortedOne() throws Exception {
    var random = new Random(1);
    var committed = UsageEvents.any(200, random);
    try (var aggregator = Aggregator.start(settings("first"))) {
      topic.commit(committed.subList(0, 120));
      topic.abort(UsageEvents.any(50, random));
      topic.commit(committed.subList(120, 200));
      topic.abort(UsageEvents.any(50, random));

      assertThat(aggregator.awaitEnd(LIMIT)).isTrue();
      assertThat(aggregator.figures()).isEqualTo(reportOf(committed, 0));
      // It is not while its group is balanced anew, as when a heartbeat was late.
      await().atMost(LIMIT).until(aggregator::caughtUp);
    }
  }

  @Test
  void continuesExactlyAfterARestartOnAnotherMachine() throws Exception {
    var events = UsageEvents.any(300, new Random(2));
    topic.commit(events.subList(0, 100));
    try (var aggregator = Aggregator.start(settings("first"))) {
      topic.commit(events.subList(100, 200));
      assertThat(aggregator.awaitEnd(LIMIT)).isTrue();
    }
    topic.commit(events.subList(200, 300));

    try (var aggregator = Aggregator.start(settings("second"))) {
      assertThat(aggregator.awaitEnd(LIMIT)).isTrue();
      assertThat(aggregator.figures()).isEqualTo(reportOf(events, 0));
    }
  }

  @Test
  void skipsRecordsThatAreNoUsageEvents() throws Exception {
    var events = UsageEvents.any(20, new Random(3));
    try (var aggregator = Aggregator.start(settings("first"))) {
      for (int partition = 0; partition < UsageTopic.PARTITIONS; partition++) {
        topic.commitPoison(partition, "no event".getBytes(StandardCharsets.UTF_8));
      }
      topic.commit(events);

      assertThat(aggregator.awaitEnd(LIMIT)).isTrue();
      assertThat(aggregator.figures()).isEqualTo(reportOf(events, UsageTopic.PARTITIONS));
    }
  }

  @Test
  void reachesTheEndOfATopicWithNothingButAbortedRecords() throws Exception {
    topic.abort(UsageEvents.any(30, new Random(4)));

    try (var aggregator = Aggregator.start(settings("first"))) {
      assertThat(aggregator.awaitEnd(LIMIT)).isTrue();
      assertThat(aggregator.figures()).isEqualTo(reportOf(List.of(), 0));
    }
  }

  @Test
  void isNotAtTheEndBeforeItHasStarted() throws Exception {
    topic.commit(UsageEvents.any(30, new Random(5)));

    try (var aggregator = Aggregator.start(settings("first"))) {
      assertThat(aggregator.caughtUp()).isFalse();
    }
  }

  @Test
  void hasNoFiguresWhenClosed() throws Exception {
    var aggregator = Aggregator.start(settings("first"));

    aggregator.close();

    assertThatThrownBy(aggregator::figures)
        .isInstanceOf(FiguresUnavailableException.class)
        .hasMessage("figures cannot be read while the stream is in state NOT_RUNNING");
  }

  @Test
  void refusesATopicThatDoesNotExist() {
    var settings = AggregatorSettings.of(broker.bootstrapServers(), folder, "absent");

    assertThatThrownBy(() -> Aggregator.start(settings))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "usage topic 'absent' does not exist; create the topics with: oracle topics create");
  }

  private AggregatorSettings settings(String machine) {
    return new AggregatorSettings(
        broker.bootstrapServers(),
        Map.of(),
        applicationId,
        folder.resolve(machine),
        topic.name(),
        AggregatorSettings.DEFAULT_REPLICATION_FACTOR,
        AggregatorSettings.DEFAULT_MAX_PAIRS);
  }

  private static FiguresReport reportOf(List<UsageEvent> events, int unreadable) {
    var parts = new ArrayList<Map.Entry<AgentModel, Figures>>();
    for (var each : events) {
      var figures = new Figures();
      figures.add(each);
      parts.add(Map.entry(AgentModel.of(each), figures));
    }
    for (int i = 0; i < unreadable; i++) {
      var figures = new Figures();
      figures.addUnreadable();
      parts.add(Map.entry(AgentModel.UNREADABLE, figures));
    }
    return FiguresReport.of(parts);
  }
}
