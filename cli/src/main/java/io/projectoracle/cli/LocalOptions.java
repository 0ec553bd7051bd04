package io.projectoracle.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Options of every command that runs the parts in this process: the model, its limits, Kafka. As
 * typed, not yet understood.
 */
final class LocalOptions {
  @Option(
      names = "--endpoint",
      paramLabel = "URL",
      description =
          "Model endpoint: simulator, openai, or the base URL of any OpenAI-compatible server"
              + " (default: ${DEFAULT-VALUE}). A server's key is taken from OPENAI_API_KEY.")
  String endpoint = "simulator";

  @Option(
      names = "--model",
      paramLabel = "NAME",
      description = "Model of all agents, instead of gpt-4o-mini.")
  @Nullable String model;

  @Option(
      names = "--rate-limit",
      paramLabel = "CALLS/TIME",
      description =
          "Most calls in any span of that time, or none (default: none for the simulator, 10/60s"
              + " for any other endpoint).")
  @Nullable String rateLimit;

  @Option(
      names = "--concurrency",
      paramLabel = "N",
      description =
          "Most calls at a time (default: 1000 for the simulator, 10 for any other endpoint).")
  @Nullable Integer concurrency;

  @Option(
      names = "--partitions",
      paramLabel = "N",
      description = "Partitions of new topics (default: 8 here, 24 with --bootstrap-servers).")
  @Nullable Integer partitions;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Where the broker keeps its data (default: a temporary folder).")
  @Nullable Path data;

  @Option(
      names = "--simulator-latency",
      paramLabel = "SPEC",
      description =
          "Time an answer takes, such as fixed:300ms or uniform:100ms-2s (default: none).")
  String simulatorLatency = "none";

  @Option(
      names = "--simulator-faults",
      paramLabel = "SPEC",
      description = "Shares of calls that go wrong, such as server_error=0.02 (default: none).")
  String simulatorFaults = "none";

  @Option(
      names = "--simulator-seed",
      paramLabel = "N",
      description = "The same seed gives the same answers (default: ${DEFAULT-VALUE}).")
  long simulatorSeed;

  @Mixin final KafkaOptions kafka = new KafkaOptions();
  @Mixin final CommonOptions common = new CommonOptions();
}
