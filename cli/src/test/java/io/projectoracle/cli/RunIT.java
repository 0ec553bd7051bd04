package io.projectoracle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.projectoracle.contract.Answer;
import io.projectoracle.contract.MalformedMessageException;
import io.projectoracle.contract.MessageCodec;
import io.projectoracle.contract.Status;
import io.projectoracle.simulator.Simulator;
import io.projectoracle.simulator.SimulatorSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class RunIT {
  private final Path folder;
  private final Path output;
  private final Shell shell = new Shell();

  RunIT(@TempDir Path folder) {
    this.folder = folder;
    this.output = folder.resolve("answers.jsonl");
  }

  @Test
  void everyQueryIsAnsweredAndTheSummaryEqualsTheAnswers() throws Exception {
    Path file = queries(40, "technical");

    Shell.Result result =
        shell.run("run", file.toString(), "--output", output.toString(), "--json");

    assertThat(result.exitCode()).as(result.err()).isZero();
    List<Answer> answers = answers(Files.readString(output));
    assertThat(answers).hasSize(40).allMatch(answer -> answer.status() == Status.ANSWERED);
    assertThat(answers).extracting(Answer::queryId).doesNotHaveDuplicates();
    JsonNode summary = JsonMapper.shared().readTree(result.out());
    assertThat(summary.at("/total/queries/answered").longValue()).isEqualTo(40);
    assertThat(summary.at("/total/tokens/output").longValue())
        .isEqualTo(answers.stream().mapToLong(each -> each.usage().outputTokens()).sum());
    assertThat(summary.at("/run/answered").longValue()).isEqualTo(40);
    assertThat(summary.at("/run/firstAnswerMillis").longValue()).isPositive();
  }

  @Test
  void brokenLinesAndUnansweredQueriesAreReportedAndTheRestRuns() throws Exception {
    Path file =
        write(
            """
            {"id":"good","agent":"technical","prompt":"why?"}
            {"id":"bad","agent":"technical","prompt":"geheim"
            {"id":"good","agent":"technical","prompt":"again"}
            {"id":"lost","agent":"nobody","prompt":"why?"}
            {"id":"big","agent":"technical","prompt":"%s"}
            """
                .formatted("x".repeat(300_000)));

    Shell.Result result = shell.run("run", file.toString(), "--output", "-");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(answers(result.out()))
        .extracting(answer -> answer.queryId() + " " + answer.status().wireName())
        .containsExactlyInAnyOrder("good answered", "lost failed");
    assertThat(result.err())
        .contains("line 2: not valid JSON", "line 3: id repeats line 1")
        .contains("line 5: query must not exceed 262144 bytes: 300")
        .contains("unknown_agent", "first answer after", "broken lines: 3")
        .doesNotContain("geheim");
  }

  @Test
  void anExistingOutputIsReplacedOnlyIfForced() throws Exception {
    Path file = queries(2, "onboarding");
    Files.writeString(output, "precious");

    Shell.Result refused = shell.run("run", file.toString(), "--output", output.toString());

    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(Files.readString(output)).isEqualTo("precious");

    Shell.Result forced =
        shell.run("run", file.toString(), "--output", output.toString(), "--force");

    assertThat(forced.exitCode()).as(forced.err()).isZero();
    assertThat(answers(Files.readString(output))).hasSize(2);
    assertThat(forced.out()).contains("agent", "onboarding", "total", "latency", "queries/s");
  }

  @Test
  void aRateLimitIsAnnouncedAndKept() throws Exception {
    Path file = queries(5, "technical");

    Shell.Result result =
        shell.run(
            "run",
            file.toString(),
            "--output",
            output.toString(),
            "--rate-limit",
            "2/1s",
            "--json");

    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(result.err()).contains("5 queries at 2 calls per 1 s take at least 2 s");
    JsonNode latency = JsonMapper.shared().readTree(result.out()).at("/total/responseTime");
    assertThat(latency.path("maxMillis").doubleValue()).isGreaterThan(2_000);
  }

  @Test
  void aServerAndAClusterThatAreNamedAreUsedAndTheServersKeyIsNeverPrinted() throws Exception {
    String key = "sk-not-to-be-seen";
    try (var server = Simulator.start(SimulatorSettings.builder().apiKey(key).build());
        var oracle = new TestInstallation(2)) {
      String[] command = {
        "run",
        queries(4, "technical").toString(),
        "--endpoint=" + server.endpoint(),
        "--model=own-model",
        "--rate-limit=none",
        "--bootstrap-servers=" + oracle.servers(),
        "--topic-prefix=" + oracle.topics().prefix(),
        "--output=-",
        "--verbose"
      };

      Shell.Result refused = shell.with("OPENAI_API_KEY", "sk-wrong").run(command);
      Shell.Result accepted = shell.with("OPENAI_API_KEY", key).run(command);

      assertThat(refused.exitCode()).isEqualTo(1);
      assertThat(answers(refused.out())).hasSize(4);
      assertThat(refused.err()).contains("unauthorised").doesNotContain("sk-wrong");
      assertThat(accepted.exitCode()).as(accepted.err()).isZero();
      assertThat(answers(accepted.out()))
          .hasSize(4)
          .allMatch(answer -> answer.status() == Status.ANSWERED)
          .allMatch(answer -> "own-model".equals(answer.model()));
      assertThat(accepted.out() + accepted.err()).doesNotContain(key);
      assertThat(oracle.ends().values().stream().mapToLong(Long::longValue).sum()).isEqualTo(8);
    }
  }

  @Test
  void dataThatIsKeptDoesNotCountTwice() throws Exception {
    Path data = folder.resolve("data");
    String file = queries(3, "technical").toString();
    String[] command = {"run", file, "--data", data.toString(), "--output", "-", "--json"};
    Shell.Result first = shell.run(command);
    assertThat(first.exitCode()).as(first.err()).isZero();

    Shell.Result second = shell.run(command);

    String json = second.err().lines().filter(line -> line.startsWith("{")).findAny().orElseThrow();
    assertThat(JsonMapper.shared().readTree(json).at("/total/queries/total").longValue())
        .isEqualTo(3);
    assertThat(answers(second.out())).hasSize(3);
  }

  @Test
  void aKeyInTheEnvironmentAloneChangesNothing() throws Exception {
    Path file = queries(1, "technical");

    Shell.Result result =
        shell.with("OPENAI_API_KEY", "geheim").run("run", file.toString(), "--output", "-");

    assertThat(result.exitCode()).isZero();
    assertThat(answers(result.out()))
        .singleElement()
        .extracting(Answer::endpoint)
        .isEqualTo("simulator");
    assertThat(result.err()).doesNotContain("geheim");
  }

  private Path queries(int count, String agent) throws IOException {
    var lines = new StringBuilder();
    for (int i = 0; i < count; i++) {
      lines.append("{\"agent\":\"%s\",\"prompt\":\"question %d\"}\n".formatted(agent, i));
    }
    return write(lines.toString());
  }

  private Path write(String text) throws IOException {
    return Files.writeString(folder.resolve("queries.jsonl"), text);
  }

  private static List<Answer> answers(String lines) throws MalformedMessageException {
    List<Answer> answers = new ArrayList<>();
    for (String line : lines.lines().toList()) {
      answers.add(MessageCodec.decodeAnswer(line.getBytes(StandardCharsets.UTF_8)));
    }
    return answers;
  }
}
