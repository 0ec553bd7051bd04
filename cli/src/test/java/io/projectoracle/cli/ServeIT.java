package io.projectoracle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Client commands against {@code serve} in a JVM of its own. */
class ServeIT {
  private static Process serve;
  private static JsonNode listening;

  private Shell shell;

  @BeforeAll
  static void start() throws Exception {
    serve =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Oracle.class.getName(),
                "serve",
                "--port=0",
                "--simulator-port=0",
                "--figures-port=0",
                "--partitions=2",
                "--json")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    var out =
        new BufferedReader(new InputStreamReader(serve.getInputStream(), StandardCharsets.UTF_8));
    String line = out.readLine();
    assertThat(line).as("what listens where").isNotNull();
    listening = JsonMapper.shared().readTree(line);
  }

  @AfterAll
  static void stop() throws Exception {
    serve.destroy();

    assertThat(serve.waitFor(2, TimeUnit.MINUTES)).isTrue();
    assertThat(serve.exitValue()).as("exit code of a clean stop").isZero();
  }

  @BeforeEach
  void connect() {
    shell = new Shell().with("ORACLE_BOOTSTRAP_SERVERS", listening.path("kafka").stringValue());
  }

  @Test
  void anAnswerIsPrinted() {
    Shell.Result text = shell.run("ask", "--agent", "technical", "Why?");
    Shell.Result json = shell.typing("Why?").run("ask", "--agent", "technical", "--json", "-");

    assertThat(text.exitCode()).as(text.err()).isZero();
    JsonNode answer = JsonMapper.shared().readTree(json.out());
    assertThat(answer.path("content").stringValue()).isEqualTo(text.out().strip());
  }

  @Test
  void aQuestionThatIsNotAnsweredIsAnError() {
    Shell.Result result = shell.run("ask", "--agent", "nobody", "Why?");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).contains("failed", "unknown_agent");
  }

  @Test
  void submittedQueriesAreListedAndAnsweredLater() {
    Shell.Result submitted =
        shell
            .typing("{\"id\":\"s1\",\"agent\":\"technical\",\"prompt\":\"a\"}\nnothing\n")
            .run("submit", "--json", "-");

    assertThat(submitted.exitCode()).isEqualTo(1);
    assertThat(submitted.err()).contains("line 2: not valid JSON");
    JsonNode list = JsonMapper.shared().readTree(submitted.out());
    assertThat(list.at("/queries/0/id").stringValue()).isEqualTo("s1");
    assertThat(list.path("published").intValue()).isEqualTo(1);
    awaitLine("\"queryId\":\"s1\"");
  }

  @Test
  void figuresAreShownAsATableAndAsJson() {
    shell.run("ask", "--agent", "technical", "Figures?");
    String url = listening.path("figures").stringValue().replace("/figures", "");

    Shell.Result text = shell.run("stats", "--url", url);
    Shell.Result json = shell.run("stats", "--url", url, "--json");

    assertThat(text.exitCode()).as(text.err()).isZero();
    assertThat(text.out()).contains("agent", "total", "latency");
    assertThat(JsonMapper.shared().readTree(json.out()).has("total")).isTrue();
  }

  @Test
  void topicsAreLeftAsTheyAre() {
    Shell.Result result = shell.run("topics", "create", "--partitions", "2");

    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(result.out())
        .contains("oracle.queries: exists, 2 partitions")
        .contains("group oracle-workers is at work");
  }

  @Test
  void anotherInstallationDoesNotExist() {
    Shell.Result result =
        shell.run("ask", "--agent", "technical", "--topic-prefix", "other", "Why?");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err())
        .isEqualTo(
            "oracle ask: topic 'other.queries' does not exist; create it with: oracle topics"
                + " create\n");
  }

  private void awaitLine(String part) {
    long start = System.nanoTime();
    while (!shell.run("answers").out().contains(part)) {
      assertThat(System.nanoTime() - start).isLessThan(TimeUnit.MINUTES.toNanos(2));
    }
  }
}
