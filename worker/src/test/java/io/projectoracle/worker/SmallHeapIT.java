package io.projectoracle.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.projectoracle.contract.Query;
import io.projectoracle.contract.SizeLimits;
import io.projectoracle.contract.Status;
import io.projectoracle.contract.Topics;
import io.projectoracle.simulator.Simulator;
import io.projectoracle.simulator.SimulatorSettings;
import io.projectoracle.simulator.latency.Latency;
import io.projectoracle.worker.agent.Agents;
import io.projectoracle.worker.cache.CacheSettings;
import io.projectoracle.worker.call.RetryPolicy;
import io.projectoracle.worker.engine.EngineSettings;
import io.projectoracle.worker.model.EndpointSettings;
import io.projectoracle.worker.testkit.Installation;
import io.projectoracle.worker.testkit.TestBroker;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A worker whose heap is small and whose queries are large takes what fits, and the rest later. */
final class SmallHeapIT {
  private static final int QUERIES = 600;
  private static final int QUERY_CHARACTERS = 200_000;

  @Test
  void queriesOfTwiceTheHeapAreAnsweredByOneProcess(@TempDir Path folder) throws Exception {
    try (var oracle = new Installation(3);
        var simulator =
            Simulator.start(
                SimulatorSettings.builder().latency(Latency.parse("fixed:200ms")).build())) {
      oracle.publishAll(IntStream.range(0, QUERIES).mapToObj(SmallHeapIT::large).toList());
      Path output = folder.resolve("output");
      Process worker = worker(oracle.topics().prefix(), simulator.endpoint(), output);
      try {
        assertThat(oracle.answers(QUERIES))
            .as(() -> read(output))
            .hasSize(QUERIES)
            .allMatch(answer -> answer.status() == Status.ANSWERED);
        assertThat(worker.isAlive()).isTrue();
        assertThat(read(output)).doesNotContain("OutOfMemoryError");
        assertThat(simulator.calls().snapshot()).hasSize(QUERIES);
      } finally {
        worker.destroyForcibly().waitFor();
      }
    }
  }

  private static Query large(int number) {
    return Query.of("q" + number, "technical", number + " " + "word ".repeat(QUERY_CHARACTERS / 5));
  }

  private static Process worker(String prefix, URI endpoint, Path output) throws Exception {
    return new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                SmallHeapIT.class.getName(),
                String.valueOf(TestBroker.clientConfig().get("bootstrap.servers")),
                prefix,
                endpoint.toString()))
        .redirectErrorStream(true)
        .redirectOutput(output.toFile())
        .start();
  }

  private static String read(Path output) {
    try {
      return Files.readString(output);
    } catch (IOException e) {
      return e.toString();
    }
  }

  /** The child: servers, prefix, endpoint. */
  public static void main(String[] args) {
    var settings =
        new WorkerSettings(
            "small",
            new Topics(args[1]),
            Map.of("bootstrap.servers", args[0]),
            Agents.defaults(),
            new EndpointSettings(
                "simulator",
                URI.create(args[2]),
                null,
                Duration.ofSeconds(2),
                Duration.ofSeconds(60),
                EndpointSettings.DEFAULT_MAX_RESPONSE_BYTES,
                500,
                true),
            null,
            CacheSettings.DEFAULT,
            RetryPolicy.DEFAULT,
            new EngineSettings(
                2_000,
                EngineSettings.defaultMaxInFlightBytes(),
                EngineSettings.DEFAULT_COMMIT_INTERVAL,
                EngineSettings.DEFAULT_MAX_COMMIT_RESULTS,
                Duration.ofSeconds(20),
                EngineSettings.DEFAULT_MAX_STARTS,
                null),
            SizeLimits.DEFAULT,
            2);
    OracleWorker.start(settings, new SimpleMeterRegistry());
  }
}
