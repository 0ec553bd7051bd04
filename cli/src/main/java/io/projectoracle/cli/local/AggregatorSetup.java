package io.projectoracle.cli.local;

import io.projectoracle.aggregator.AggregatorSettings;
import io.projectoracle.client.KafkaConnection;
import io.projectoracle.contract.QueryIds;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an aggregator needs before it starts, and what is removed after its end.
 *
 * @param settings how to start it
 * @param temporary folder to delete; null if it is to be kept
 * @param group what it leaves on Kafka and is to be deleted; null if it is to be kept
 */
record AggregatorSetup(
    AggregatorSettings settings, @Nullable Path temporary, @Nullable RunGroup group)
    implements AutoCloseable {

  static AggregatorSetup prepare(LocalSettings settings, KafkaConnection kafka, FiguresOf figuresOf)
      throws InterruptedException {
    // Kafka that goes away with this process holds nothing but this run.
    if (figuresOf == FiguresOf.THIS_RUN && !settings.isThrowaway()) {
      String id = AggregatorSettings.DEFAULT_APPLICATION_ID + "-run-" + QueryIds.next();
      var group = new RunGroup(kafka, id);
      group.startAtPresentEnd(settings.topics().usage());
      Path folder = temporaryFolder();
      return new AggregatorSetup(aggregator(settings, kafka, folder, id), folder, group);
    }
    Path data = settings.data();
    Path folder = data == null ? temporaryFolder() : data.resolve("aggregator");
    return new AggregatorSetup(
        aggregator(settings, kafka, folder, AggregatorSettings.DEFAULT_APPLICATION_ID),
        data == null ? folder : null,
        null);
  }

  @Override
  public void close() throws IOException {
    if (group != null) {
      group.delete();
    }
    if (temporary == null) {
      return;
    }
    List<Path> deepestFirst;
    try (var paths = Files.walk(temporary)) {
      deepestFirst = paths.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path each : deepestFirst) {
      Files.deleteIfExists(each);
    }
  }

  private static AggregatorSettings aggregator(
      LocalSettings settings, KafkaConnection kafka, Path folder, String applicationId) {
    Map<String, String> properties = new HashMap<>();
    kafka.config().forEach((key, value) -> properties.put(key, value.toString()));
    return new AggregatorSettings(
        kafka.bootstrapServers(),
        properties,
        applicationId,
        folder,
        settings.topics().usage(),
        AggregatorSettings.DEFAULT_REPLICATION_FACTOR,
        AggregatorSettings.DEFAULT_MAX_PAIRS);
  }

  private static Path temporaryFolder() {
    try {
      return Files.createTempDirectory("oracle-aggregator-");
    } catch (IOException e) {
      throw new UncheckedIOException("no temporary folder for the aggregator", e);
    }
  }
}
