package io.projectoracle.cli;

import io.projectoracle.cli.console.Console;
import io.projectoracle.cli.console.DurationText;
import io.projectoracle.cli.console.UsageException;
import io.projectoracle.client.OracleClient;
import io.projectoracle.contract.Answer;
import io.projectoracle.contract.AnswerError;
import io.projectoracle.contract.CachePolicy;
import io.projectoracle.contract.MessageCodec;
import io.projectoracle.contract.Query;
import io.projectoracle.contract.QueryIds;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Asks one question and waits for the answer. */
@Command(
    name = "ask",
    description = "Asks one question and prints the answer.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  oracle ask --agent technical \"Why is the sky blue?\"",
      "  oracle ask --agent onboarding --json --timeout 10s \"Where do I begin?\"",
      "  oracle ask --agent technical - < question.txt"
    })
final class AskCommand implements Callable<Integer> {
  private final Console console;

  @Option(names = "--agent", required = true, paramLabel = "NAME", description = "Who answers.")
  private String agent = "";

  @Option(names = "--tenant", paramLabel = "NAME", description = "On whose behalf.")
  private @Nullable String tenant;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      defaultValue = "60s",
      description = "How long to wait; the query's deadline too (default: ${DEFAULT-VALUE}).")
  private String timeout = "60s";

  @Parameters(paramLabel = "QUESTION", description = "The question; - for standard input.")
  private String question = "";

  @Mixin private final KafkaOptions kafka = new KafkaOptions();
  @Mixin private final CommonOptions common = new CommonOptions();

  AskCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    Duration patience = patience();
    Query query = query(patience);
    try (var client =
        OracleClient.builder()
            .connection(kafka.connection(console.environment()))
            .topics(kafka.topics())
            .build()) {
      Answer answer = client.submit(query).get(patience.toMillis(), TimeUnit.MILLISECONDS);
      return print(answer);
    } catch (TimeoutException e) {
      console.remark(
          "oracle ask: no answer within "
              + DurationText.format(patience)
              + "; is a worker running? Start one with: oracle serve");
      return ExitCodes.FAILED;
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }

  private Duration patience() {
    try {
      Duration patience = DurationText.parse(timeout);
      if (!patience.isNegative() && !patience.isZero()) {
        return patience;
      }
    } catch (IllegalArgumentException e) {
      throw new UsageException("--timeout: " + e.getMessage());
    }
    throw new UsageException("--timeout must be positive: " + timeout);
  }

  private Query query(Duration patience) throws Exception {
    String prompt =
        question.equals(QuerySource.STANDARD_INPUT)
            ? new String(console.in().readAllBytes(), StandardCharsets.UTF_8)
            : question;
    try {
      return new Query(
          QueryIds.next(),
          agent,
          prompt,
          List.of(),
          tenant,
          Instant.now().plus(patience),
          CachePolicy.USE,
          null,
          Map.of(),
          null);
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }

  private int print(Answer answer) {
    if (common.json()) {
      console.result(new String(MessageCodec.encode(answer), StandardCharsets.UTF_8));
    }
    String content = answer.content();
    if (content != null) {
      if (!common.json()) {
        console.result(content);
      }
      return 0;
    }
    AnswerError error = answer.error();
    console.remark(
        "oracle ask: "
            + answer.status().wireName()
            + (error == null ? "" : ": " + error.kind().wireName() + ": " + error.message()));
    return ExitCodes.FAILED;
  }
}
