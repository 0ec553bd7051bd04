package io.projectoracle.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.projectoracle.contract.Answer;
import io.projectoracle.contract.CachePolicy;
import io.projectoracle.contract.FailureKind;
import io.projectoracle.contract.Headers;
import io.projectoracle.contract.MessageCodec;
import io.projectoracle.contract.Query;
import io.projectoracle.contract.SourcePosition;
import io.projectoracle.contract.Status;
import io.projectoracle.simulator.Simulator;
import io.projectoracle.simulator.SimulatorSettings;
import io.projectoracle.simulator.fault.Fault;
import io.projectoracle.simulator.fault.FaultRule;
import io.projectoracle.worker.testkit.Installation;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a submitter may do wrong: what comes out, and that the neighbours are answered. */
final class BadInputIT {
  private static Simulator simulator;
  private Installation oracle;

  @BeforeAll
  static void startSimulator() {
    simulator = Simulator.start(SimulatorSettings.builder().hugeBytes(600_000).build());
  }

  @AfterAll
  static void stopSimulator() {
    simulator.close();
  }

  @BeforeEach
  void startWorker() throws Exception {
    oracle = new Installation(1);
    oracle.startWorker(oracle.settings(simulator.endpoint()));
    oracle.publish(Query.of("before", "technical", "What is an invoice?"));
  }

  @AfterEach
  void neighboursAreAnswered() throws Exception {
    try (Installation installation = oracle) {
      installation.publish(Query.of("after", "technical", "What is a credit note?"));

      assertThat(installation.answer("before").status()).isEqualTo(Status.ANSWERED);
      assertThat(installation.answer("after").status()).isEqualTo(Status.ANSWERED);
    }
  }

  @Test
  void brokenJsonBecomesADeadLetterWithItsReason() throws Exception {
    byte[] broken = utf8("{\"agent\":\"technical\",\"prompt\":\"sec");

    SourcePosition source = oracle.publish(broken, Headers.TRACEPARENT, "00-1-2-01");

    ConsumerRecord<byte[], byte[]> letter = oracle.deadLetters(1).get(0);
    assertThat(letter.value()).isEqualTo(broken);
    assertThat(new String(letter.key(), StandardCharsets.UTF_8)).isEqualTo(source.toString());
    assertThat(Installation.header(letter, Headers.DEAD_LETTER_REASON))
        .startsWith("not valid JSON at line 1, column ")
        .doesNotContain("sec");
    assertThat(Installation.header(letter, Headers.DEAD_LETTER_KIND)).isEqualTo("invalid_query");
    assertThat(Installation.header(letter, Headers.DEAD_LETTER_OFFSET))
        .isEqualTo(Long.toString(source.offset()));
    assertThat(Installation.header(letter, Headers.TRACEPARENT)).isEqualTo("00-1-2-01");
  }

  @Test
  void brokenJsonWhoseIdStandsInAHeaderIsAnsweredToo() throws Exception {
    oracle.publish(utf8("{{"), Headers.QUERY_ID, "lost-and-found");

    assertFailed(oracle.answer("lost-and-found"), FailureKind.INVALID_QUERY, "not valid JSON");
    assertThat(oracle.deadLetters(1)).hasSize(1);
  }

  @Test
  void aMissingFieldIsNamedInTheAnswerAndInTheDeadLetter() throws Exception {
    oracle.publish(utf8("{\"id\":\"no-agent\",\"prompt\":\"p\"}"));

    assertFailed(oracle.answer("no-agent"), FailureKind.INVALID_QUERY, "agent is missing");
    assertThat(Installation.header(oracle.deadLetters(1).get(0), Headers.DEAD_LETTER_REASON))
        .isEqualTo("agent is missing");
  }

  @Test
  void aRecordWithoutValueBecomesADeadLetterThatCompactionKeeps() throws Exception {
    oracle.publish((byte[]) null);

    ConsumerRecord<byte[], byte[]> letter = oracle.deadLetters(1).get(0);
    assertThat(letter.value()).isNotNull().isEmpty();
    assertThat(Installation.header(letter, Headers.DEAD_LETTER_REASON))
        .isEqualTo("record has no value");
  }

  @Test
  void anUnknownAgentIsAnsweredAsFailedAndIsNoTag() throws Exception {
    oracle.publish(Query.of("q", "barista", "A flat white, please."));

    assertFailed(
        oracle.answer("q"),
        FailureKind.UNKNOWN_AGENT,
        "no such agent; configured are onboarding, technical");
    assertThat(oracle.usage(2))
        .filteredOn(event -> event.queryId().equals("q"))
        .singleElement()
        .satisfies(event -> assertThat(event.agent()).isEqualTo("(unknown)"));
  }

  @Test
  void unknownFieldsAreIgnored() throws Exception {
    oracle.publish(
        utf8("{\"id\":\"q\",\"agent\":\"technical\",\"prompt\":\"p\",\"mood\":[{\"x\":1}]}"));

    assertThat(oracle.answer("q").status()).isEqualTo(Status.ANSWERED);
  }

  @Test
  void quotesAndNewlinesInArabicUpToTheSizeLimitAreAnswered() throws Exception {
    String line = "قال \"مرحبا\"\n";
    StringBuilder prompt = new StringBuilder();
    while (prompt.length() < 130_000) {
      prompt.append(line);
    }
    Query query = Query.of("q", "technical", prompt.toString());
    assertThat(MessageCodec.encode(query).length).isBetween(230_000, 256 * 1024);

    oracle.publish(query);

    assertThat(oracle.answer("q").status()).isEqualTo(Status.ANSWERED);
  }

  @Test
  void emojiAndNullCharactersSurviveInIdAndMetadata() throws Exception {
    Query query =
        new Query(
            "👩‍💻\u0000",
            "technical",
            "Was heißt 🤷🏽?",
            List.of(),
            "日本",
            null,
            CachePolicy.USE,
            null,
            Map.of("🔑", "🗝"),
            null);

    oracle.publish(query);

    Answer answer = oracle.answer("👩‍💻\u0000");
    assertThat(answer.status()).isEqualTo(Status.ANSWERED);
    assertThat(answer.metadata()).containsEntry("🔑", "🗝");
    assertThat(answer.tenant()).isEqualTo("日本");
    assertThat(simulator.calls().snapshot())
        .anyMatch(call -> Objects.equals(call.queryId(), "👩‍💻\u0000"));
  }

  @Test
  void anAnswerTooLargeToPublishIsFailedWithBothSizesAndItsTokens() throws Exception {
    simulator.faults(FaultRule.always("everything", Fault.HUGE));
    oracle.publish(Query.of("q", "technical", "Tell me everything."));

    Answer answer = oracle.answer("q");

    assertFailed(answer, FailureKind.ANSWER_TOO_LARGE, "answer must not exceed 524288 bytes: 60");
    assertThat(answer.usage().outputTokens()).isPositive();
  }

  @Test
  void aReplyPartitionThatDoesNotExistFallsBackToTheDefaultPartitioner() throws Exception {
    byte[] value = MessageCodec.encode(Query.of("q", "technical", "p"));
    oracle.publish(value, Installation.clientHeaders("client-1", 99));
    oracle.publish(value, Headers.CLIENT_ID, "client-2", Headers.REPLY_PARTITION, "what?");

    List<ConsumerRecord<byte[], byte[]>> records = oracle.answerRecords(3);
    assertThat(records)
        .extracting(record -> new String(record.key(), StandardCharsets.UTF_8))
        .contains("client-1", "client-2");
  }

  @Test
  void headersOfAnySizeDoNotHoldUpTheResults() throws Exception {
    byte[] value = MessageCodec.encode(Query.of("q", "technical", "p"));
    String huge = "x".repeat(700_000);
    oracle.publish(value, Headers.CLIENT_ID, huge);
    oracle.publish(utf8("{{"), "custom", huge);

    assertThat(oracle.answer("q").status()).isEqualTo(Status.ANSWERED);
    assertThat(oracle.deadLetters(1)).hasSize(1);
  }

  @Test
  void brokenJsonLargerThanAnyQueryLeavesALetterWithoutItsValue() throws Exception {
    oracle.publish(utf8("{{" + "x".repeat(900_000)));

    ConsumerRecord<byte[], byte[]> letter = oracle.deadLetters(1).get(0);
    assertThat(letter.value()).isEmpty();
    assertThat(Installation.header(letter, Headers.DEAD_LETTER_REASON))
        .endsWith("value of 900002 bytes left out");
  }

  private static void assertFailed(Answer answer, FailureKind kind, @Nullable String message) {
    assertThat(answer.status()).isEqualTo(Status.FAILED);
    assertThat(answer.error())
        .satisfies(
            error -> {
              assertThat(error.kind()).isEqualTo(kind);
              assertThat(error.message()).startsWith(message);
              assertThat(error.retriable()).isFalse();
            });
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
