package io.projectoracle.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class OracleTest {
  private static final int WRONG_USAGE = 2;

  private final Path folder;
  private final Shell shell = new Shell();

  OracleTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void tellsItsVersion() {
    Shell.Result result = shell.run("--version");

    assertThat(result.exitCode()).isZero();
    assertThat(result.out()).startsWith("oracle ").doesNotContain("$", "unknown");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "run",
        "serve",
        "submit",
        "ask",
        "answers",
        "stats",
        "topics",
        "topics create",
        "topics configure",
        "topics trim",
        "offsets",
        "offsets show",
        "offsets reset",
        "dead-letters",
        "dead-letters list",
        "dead-letters show",
        "dead-letters redrive",
        "dead-letters purge",
        "check",
        "status",
        "broker",
        "simulator",
        "worker",
        "aggregator",
        "gateway",
        "gateway key",
        "chaos"
      })
  void everyCommandHasHelpWithExamples(String command) {
    Shell.Result result = shell.run((command + " --help").strip().split(" "));

    assertThat(result.exitCode()).isZero();
    assertThat(result.out()).contains("Usage: oracle", "Examples:");
    assertThat(result.err()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "|a command is missing",
        "topics|a command is missing: create, configure, trim",
        "runn|runn",
        "run|Missing required parameter: 'FILE'",
        "run FILE --wrong|'--wrong'",
        "ask why?|--agent=NAME",
        "ask --agent a --timeout soon why?|--timeout: not a duration like 30s, 10m or PT10M: soon",
        "ask --agent a --topic-prefix a/b why?|--topic-prefix must be",
        "answers --from yesterday|--from must be beginning",
        "answers --timeout 1m|have a meaning only with --file",
        "answers --file FILE --follow|--follow and --file exclude each other",
        "status --interval 0s|--interval must be positive: 0s",
        "check --role king|--role",
        "offsets|a command is missing: show, reset",
        "offsets reset --to latest|--partition=P",
        "offsets reset --all --to 5|--to an offset needs --partition: 5",
        "offsets reset --all --to soon|--to must be earliest, latest, an offset, a time like",
        "dead-letters|a command is missing: list, show, redrive, purge",
        "dead-letters list --kind bad|--kind must be one of aborted, answer_too_large, ",
        "dead-letters list --since soon|--since must be a time like",
        "dead-letters list --limit 0|--limit must be at least 1: 0",
        "dead-letters show|POSITION",
        "dead-letters show a-0-1 --value --json|--value and --json exclude each other",
        "dead-letters purge|nothing is selected; give positions, --id, --kind,",
        "dead-letters redrive --limit 3|nothing is selected; give positions, --id, --kind,",
        "dead-letters redrive --all --id q|--all and a selection exclude each other",
        "dead-letters redrive q-17|POSITION must look like oracle.queries-3-42: q-17",
        "dead-letters redrive --all --from answers|--from must be dead-letters or failed: answers",
        "dead-letters redrive --all --again|--again has a meaning only with --from failed",
        "dead-letters redrive --from failed --kind poison|is a dead letter; redrive it without",
        "dead-letters redrive --all --from failed --replace FILE|--replace is for a dead letter",
        "dead-letters redrive --all --replace FILE|--replace must hold one query, on one line",
        "dead-letters redrive --all --deadline 0s|--deadline must not be over: 0s",
        "dead-letters redrive --all --deadline soon|--deadline must be a duration like 10m",
        "submit --resume -|--resume needs a file, which can be read twice: -",
        "submit --from 1h FILE|--from has a meaning only with --resume",
        "submit --resume MISSING|FILE does not exist or is no file",
        "stats --url nowhere|--url must look like",
        "run FILE --rate-limit 10|--rate-limit must be none or like 10/60s: 10",
        "run FILE --concurrency 0|--concurrency must be at least 1: 0",
        "run FILE --endpoint ftp://a|--endpoint must be simulator, openai, or a URL",
        "run FILE --endpoint openai|OPENAI_API_KEY",
        "run FILE --simulator-latency 30s|--simulator-latency: latency must be",
        "run FILE --simulator-faults often|--simulator-faults: faults must be",
        "run MISSING|FILE does not exist or is no file",
        "run FILE --output EXISTING|output file exists",
        "run FILE --kafka-config MISSING|--kafka-config cannot be read",
        "worker --endpoint openai|OPENAI_API_KEY",
        "worker --endpoint simulator --rate-limit 10|--rate-limit must be none or like 10/60s: 10",
        "worker --drain-timeout soon|--drain-timeout: not a duration",
        "worker -- stray|after -- only keys of the form --key=value may stand: stray",
        "aggregator --port 70000|--port must be between 0 and 65535: 70000",
        "simulator --management-port -1|--management-port must be between 0 and 65535: -1",
        "gateway --port 70000|--port must be between 0 and 65535: 70000",
        "gateway --keys MISSING|--keys must be a file that can be read, named *.properties: ",
        "gateway key|Missing required option: '--tenant=NAME'",
        "gateway key --tenant acme --name a/b|--name must be 1 to 64 of the characters",
        "broker --port 70000|--port must be between 0 and 65535: 70000",
        "run FILE --data d --bootstrap-servers a:1|--data is for the broker of this process"
      })
  void wrongUsageIsOneLineAndAHint(String commandAndMessage) throws IOException {
    String[] parts = commandAndMessage.split("\\|");
    Path file = Files.writeString(folder.resolve("file.jsonl"), "");
    String command =
        parts[0]
            .replace("FILE", file.toString())
            .replace("EXISTING", file.toString())
            .replace("MISSING", folder.resolve("missing").toString());

    Shell.Result result = shell.run(command.isEmpty() ? new String[0] : command.split(" "));

    assertThat(result.exitCode()).isEqualTo(WRONG_USAGE);
    assertThat(result.err()).startsWith("oracle").contains(parts[1]).doesNotContain("\tat ");
    assertThat(result.out()).isEmpty();
  }

  @Test
  void aSecretInTheSettingsIsNeverPrinted() throws IOException {
    Path config =
        Files.writeString(
            folder.resolve("client.properties"),
            "sasl.mechanism=PLAIN\nsecurity.protocol=SASL_PLAINTEXT\nsasl.jaas.config=geheim\n");

    Shell.Result result = shell.run("answers", "--kafka-config", config.toString(), "--verbose");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err() + result.out()).doesNotContain("geheim");
  }

  @Test
  void anApiKeyIsToldApartFromWhatTheGatewayNeedsToKnow() {
    Shell.Result text = shell.run("gateway", "key", "--tenant", "Müller", "--name", "mueller");
    Shell.Result json = shell.run("gateway", "key", "--tenant", "acme", "--json");

    assertThat(text.exitCode()).as(text.err()).isZero();
    assertThat(text.out())
        .startsWith("oracle.gateway.keys.mueller.tenant=M\\u00fcller\n")
        .contains("oracle.gateway.keys.mueller.sha256=")
        .doesNotContain("oracle_");
    assertThat(text.err()).containsPattern("oracle_[A-Za-z0-9_-]{43}\n");
    assertThat(json.err()).isEmpty();
    assertThat(JsonMapper.shared().readTree(json.out()).propertyNames())
        .containsExactly("key", "name", "tenant", "properties");
  }

  @Test
  void nobodyServesFigures() {
    Shell.Result result = shell.run("stats", "--url", "http://127.0.0.1:1");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err())
        .startsWith("oracle stats: no figures at http://127.0.0.1:1")
        .hasLineCount(1);
  }
}
