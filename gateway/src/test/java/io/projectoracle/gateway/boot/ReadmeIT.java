package io.projectoracle.gateway.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.projectoracle.contract.Topics;
import io.projectoracle.gateway.testkit.RealWorker;
import io.projectoracle.gateway.testkit.TestBroker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs what the README tells people to type, as it stands there but for the port. */
class ReadmeIT {
  private static final Path ROOT = Path.of("..");
  private static final String PORT_OF_README = "127.0.0.1:8080";
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```\n(.*?)^```$");
  private static final Pattern FIRST_ID = Pattern.compile("(?m)^id: (.+)$");

  private static Topics topics;
  private static RealWorker worker;

  private final Path folder;

  ReadmeIT(@TempDir Path folder) {
    this.folder = folder;
  }

  @BeforeAll
  static void start() {
    topics = TestBroker.newTopics();
    worker = RealWorker.start(TestBroker.servers(), topics);
  }

  @AfterAll
  static void stop() {
    worker.close();
  }

  @Test
  void everyExampleIsRunHere() throws Exception {
    long examples =
        Files.readString(ROOT.resolve("README.md"))
            .lines()
            .filter(it -> it.contains("curl "))
            .count();

    assertThat(examples).isEqualTo(commands(it -> true).size()).isGreaterThanOrEqualTo(6);
  }

  @Test
  void examplesWithoutAKey() throws Exception {
    List<String> streams = commands(it -> it.contains("/v1/answers"));
    assertThat(streams).hasSize(2);
    try (RunningGateway gateway = RunningGateway.startWithoutKeys(TestBroker.servers(), topics)) {
      await().atMost(TestBroker.TIMEOUT).until(gateway::isReady);
      Path seen = folder.resolve("seen");
      Process following = start(gateway, streams.get(0), Map.of(), seen);
      await().atMost(TestBroker.TIMEOUT).until(() -> text(seen).contains("id: "));

      Path printed = folder.resolve("printed");
      String script =
          String.join("\n", commands(it -> !it.contains("/v1/answers") && !it.contains("_KEY")));
      Process all = start(gateway, "set -eu\n" + script, Map.of(), printed);
      assertThat(all.waitFor(2, TimeUnit.MINUTES)).isTrue();

      assertThat(all.exitValue()).as(text(printed)).isZero();
      assertThat(text(printed))
          .contains("\"status\":\"answered\"", "\"status\":\"cancel-requested\"")
          .contains("\"accepted\":53,\"refused\":0");
      int answers = 54;
      await().atMost(TestBroker.TIMEOUT).until(() -> events(seen) == answers);
      Path resumed = folder.resolve("resumed");
      Matcher first = FIRST_ID.matcher(text(seen));
      assertThat(first.find()).isTrue();
      Process again = start(gateway, streams.get(1), Map.of("last", first.group(1)), resumed);
      await().atMost(TestBroker.TIMEOUT).until(() -> events(resumed) == answers);
      following.destroy();
      again.destroy();
    }
  }

  @Test
  void examplesWithAKey() throws Exception {
    try (RunningGateway gateway = RunningGateway.start(topics)) {
      Path printed = folder.resolve("printed");
      String script = String.join("\n", commands(it -> it.contains("ORACLE_KEY")));
      Map<String, String> key = Map.of("ORACLE_KEY", RunningGateway.ACME_KEY);
      Process all = start(gateway, "set -eu\n" + script, key, printed);
      assertThat(all.waitFor(2, TimeUnit.MINUTES)).isTrue();

      assertThat(text(printed)).contains("\"status\":\"accepted\"");
    }
  }

  /** Lines of the examples that use curl, continued lines as one. */
  private static List<String> commands(Predicate<String> wanted) throws IOException {
    List<String> commands = new ArrayList<>();
    Matcher block = BLOCK.matcher(Files.readString(ROOT.resolve("README.md")));
    while (block.find()) {
      for (String command : block.group(1).split("(?<![\\\\|])\n")) {
        if (command.contains("curl ") && wanted.test(command)) {
          commands.add(command);
        }
      }
    }
    return commands;
  }

  private static Process start(
      RunningGateway gateway, String script, Map<String, String> environment, Path output)
      throws IOException {
    String port = "127.0.0.1:" + gateway.base().getPort();
    var shell = new ProcessBuilder("bash", "-c", script.replace(PORT_OF_README, port));
    shell.environment().putAll(environment);
    return shell
        .directory(ROOT.toFile())
        .redirectErrorStream(true)
        .redirectOutput(output.toFile())
        .start();
  }

  private static long events(Path output) throws IOException {
    return text(output).lines().filter(it -> it.equals("event: answer")).count();
  }

  private static String text(Path output) throws IOException {
    return Files.readString(output);
  }
}
