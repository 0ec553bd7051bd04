package io.projectoracle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** The jars that containers run: whether everything is in them. */
@Tag("slow")
class BootJarsIT {
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final String LAUNCHER = "org.springframework.boot.loader.launch.JarLauncher";
  private static final String TOMCAT = "Tomcat started on port (\\d+)";

  @Test
  void theFourJarsAnswerAQueryTogether(@TempDir Path folder) throws Exception {
    try (var oracle = new TestInstallation(2);
        var simulator = jar("simulator", "--oracle.simulator.port=0", "--server.port=0")) {
      String model = simulator.await("simulator started port=(\\d+)").group(1);
      try (var worker =
              onCluster(
                  "worker",
                  oracle,
                  "--oracle.worker.endpoint.url=http://127.0.0.1:" + model + "/v1",
                  "--server.port=0");
          var aggregator = aggregator(oracle, folder);
          var gateway =
              onCluster("gateway", oracle, "--server.port=0", "--management.server.port=0")) {
        String door = "http://127.0.0.1:" + port(gateway);

        String accepted = SecuredRoles.submit(door);

        String id = JsonMapper.shared().readTree(accepted).path("id").stringValue();
        awaitContent(door + "/v1/queries/" + id + "?wait=30s", "\"answered\"");
        awaitContent("http://127.0.0.1:" + port(aggregator) + "/figures", "\"total\" : 1");
        awaitContent("http://127.0.0.1:" + port(worker) + "/actuator/health/readiness", "\"UP\"");
        worker.signal("TERM");
        assertThat(worker.exitCode()).as(worker::output).isZero();
      }
    }
  }

  /** Containers are started anew when their process ends, not when their health is bad. */
  @Test
  void anAggregatorWhoseStreamHasStoppedForGoodEnds(@TempDir Path folder) throws Exception {
    try (var oracle = new TestInstallation(1);
        var aggregator = aggregator(oracle, folder)) {
      awaitContent("http://127.0.0.1:" + port(aggregator) + "/actuator/health/readiness", "\"UP\"");

      oracle.admin().deleteTopics(List.of(oracle.topics().usage())).all().get(2, TimeUnit.MINUTES);

      assertThat(aggregator.exitCode()).as(aggregator::output).isEqualTo(1);
      assertThat(aggregator.output()).contains("stream stops; restart the aggregator");
    }
  }

  private static ChildProcess aggregator(TestInstallation oracle, Path folder) throws IOException {
    return onCluster(
        "aggregator",
        oracle,
        "--oracle.aggregator.usage-topic=" + oracle.topics().usage(),
        "--oracle.aggregator.application-id=" + oracle.topics().aggregatorGroup(),
        "--oracle.aggregator.state-directory=" + folder,
        "--server.port=0");
  }

  private static ChildProcess onCluster(String part, TestInstallation oracle, String... more)
      throws IOException {
    List<String> arguments = new ArrayList<>(List.of(more));
    arguments.add("--spring.kafka.bootstrap-servers=" + oracle.servers());
    arguments.add("--oracle.topics.prefix=" + oracle.topics().prefix());
    return jar(part, arguments.toArray(String[]::new));
  }

  private static ChildProcess jar(String part, String... arguments) throws IOException {
    try (Stream<Path> files = Files.list(Path.of("..", part, "target"))) {
      Path jar =
          files.filter(file -> file.toString().endsWith("-boot.jar")).findFirst().orElseThrow();
      return ChildProcess.java(jar.toString(), LAUNCHER, arguments);
    }
  }

  private static String port(ChildProcess process) throws InterruptedException {
    return process.await(TOMCAT).group(1);
  }

  private static void awaitContent(String url, String content) {
    Awaitility.await()
        .atMost(LIMIT)
        .ignoreExceptions()
        .until(() -> SecuredRoles.get(url).contains(content));
  }
}
