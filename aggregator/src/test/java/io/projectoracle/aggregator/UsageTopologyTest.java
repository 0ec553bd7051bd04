package io.projectoracle.aggregator;

import static org.assertj.core.api.Assertions.assertThat;

import io.projectoracle.aggregator.figures.AgentModel;
import io.projectoracle.aggregator.figures.Figures;
import io.projectoracle.aggregator.figures.FiguresReport;
import io.projectoracle.aggregator.testkit.UsageEvents;
import io.projectoracle.contract.MessageCodec;
import io.projectoracle.contract.Usage;
import io.projectoracle.contract.UsageEvent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UsageTopologyTest {
  private static final int MAX_PAIRS = 2;

  private TopologyTestDriver driver;
  private TestInputTopic<byte[], byte[]> usage;

  @BeforeEach
  void start(@TempDir Path folder) {
    var settings = AggregatorSettings.of("none:1", folder, "usage");
    var builder = new StreamsBuilder();
    UsageTopology.addTo(builder, settings.topic(), MAX_PAIRS);
    var config = new Properties();
    config.putAll(settings.streamsConfig());
    driver = new TopologyTestDriver(builder.build(), config);
    usage = driver.createInputTopic("usage", new ByteArraySerializer(), new ByteArraySerializer());
  }

  @AfterEach
  void stop() {
    driver.close();
  }

  @Test
  void foldsEventsByAgentAndModel() {
    send(UsageEvents.answered("a", "m", 10, Usage.of(3, 4)));
    send(UsageEvents.cached("b", "m", 10));
    send(UsageEvents.answered("a", "m", 10, Usage.of(30, 40)));

    var report = report();

    assertThat(report.rows()).extracting(it -> it.pair().toString()).hasSize(2);
    assertThat(report.rows().get(0).figures().tokens().total()).isEqualTo(77);
    assertThat(report.rows().get(1).figures().cache().hit()).isEqualTo(1);
  }

  @Test
  void skipsAndCountsWhatIsNoUsageEvent() {
    usage.pipeInput("{}".getBytes(StandardCharsets.UTF_8));
    usage.pipeInput(new byte[] {(byte) 0xff, 0, 1});
    usage.pipeInput((byte[]) null);
    send(UsageEvents.cached("a", "m", 10));

    var report = report();

    assertThat(report.unreadableRecords()).isEqualTo(3);
    assertThat(report.total().queries().total()).isEqualTo(1);
    assertThat(report.rows()).hasSize(1);
  }

  @Test
  void addsUpPairsBeyondTheLimitAsOther() {
    send(UsageEvents.cached("a", "m", 10));
    send(UsageEvents.cached("b", "m", 10));
    send(UsageEvents.cached("c", "m", 10));
    send(UsageEvents.cached("d", "m", 10));
    send(UsageEvents.cached("a", "m", 10));

    var report = report();

    assertThat(report.rows())
        .extracting(it -> it.agent() + " " + it.figures().queries().total())
        .containsExactly("(other) 2", "a 2", "b 1");
  }

  @Test
  void addsUpNamesTooLongToKeepAsOther() {
    send(UsageEvents.cached("a".repeat(100_000), "m", 10));

    assertThat(report().rows()).extracting(it -> it.agent()).containsExactly("(other)");
  }

  @Test
  void countsOrphansApart() {
    send(UsageEvents.orphan("a", "m", Usage.of(3, 4)));

    var figures = report().total();

    assertThat(figures.queries().total()).isZero();
    assertThat(figures.orphans().tokens().total()).isEqualTo(7);
  }

  private void send(UsageEvent event) {
    usage.pipeInput(event.agent().getBytes(StandardCharsets.UTF_8), MessageCodec.encode(event));
  }

  private FiguresReport report() {
    var parts = new ArrayList<Map.Entry<AgentModel, Figures>>();
    try (var all = driver.<AgentModel, Figures>getKeyValueStore(UsageTopology.STORE).all()) {
      all.forEachRemaining(each -> parts.add(Map.entry(each.key, each.value)));
    }
    return FiguresReport.of(parts);
  }
}
