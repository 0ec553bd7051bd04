package io.projectoracle.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class MessageCodecTest {
  private static final Instant NOON = Instant.parse("2026-05-01T12:00:00.123456Z");

  @Test
  void queryComesBackAsItWas() throws Exception {
    Query query =
        new Query(
            "q-1",
            "technical",
            null,
            List.of(Message.system("Be brief."), Message.user("Wie spät ist es? 🕛 \"\n\u0000")),
            "acme",
            NOON,
            CachePolicy.BYPASS,
            new Overrides("gpt-4o", 0.5, 20),
            Map.of("page", "7"),
            "q-0");

    assertThat(MessageCodec.decodeQuery(MessageCodec.encode(query))).isEqualTo(query);
  }

  @Test
  void answerComesBackAsItWasEvenIfTheModelSaidNothing() throws Exception {
    Answer answer =
        new Answer(
            "q-1",
            new SourcePosition("oracle.queries", 3, 42),
            Status.ANSWERED,
            "technical",
            null,
            "",
            "stop",
            "gpt-4o-mini",
            "openai",
            CacheOutcome.MISS,
            null,
            new Usage(3L, null, null, new BigDecimal("0.0001")),
            1,
            new Timings(1, 2, 3, 6),
            "w-1",
            NOON,
            Map.of());

    assertThat(MessageCodec.decodeAnswer(MessageCodec.encode(answer))).isEqualTo(answer);
  }

  @Test
  void unknownUsageStaysUnknownAndNeverBecomesZero() throws Exception {
    UsageEvent event =
        new UsageEvent(
            UsageEvent.Type.ORPHAN,
            "q-1",
            new SourcePosition("oracle.queries", 3, 42),
            "technical",
            null,
            "gpt-4o-mini",
            null,
            null,
            CacheOutcome.MISS,
            List.of(
                new UsageAttempt(
                    "w-1.7", "openai", "m", NOON, 9, FailureKind.ABORTED, Usage.UNKNOWN)),
            Usage.UNKNOWN,
            new Timings(1, 2, 3, 6),
            "w-1",
            NOON);

    UsageEvent back = MessageCodec.decodeUsageEvent(MessageCodec.encode(event));

    assertThat(back).isEqualTo(event);
    assertThat(back.usage().totalTokens()).isNull();
  }

  @Test
  void whatQueriesNeedNotSayHasDefaults() throws Exception {
    Query query = decode("{\"id\":\"1\",\"agent\":\"a\",\"prompt\":\"p\"}");

    assertThat(query).isEqualTo(Query.of("1", "a", "p"));
    assertThat(query.conversation()).containsExactly(Message.user("p"));
  }

  @Test
  void unknownFieldsAreIgnored() throws Exception {
    assertThat(decode("{\"id\":\"1\",\"agent\":\"a\",\"prompt\":\"p\",\"mood\":{\"x\":[1]}}"))
        .isEqualTo(Query.of("1", "a", "p"));
  }

  @Test
  void brokenJsonIsMalformedWithItsPlaceAndWithoutItsText() {
    assertReason("{\"id\":\"1\",\"prompt\":\"secret", "not valid JSON at line 1, column");
    assertReason("secret", "not valid JSON at line 1, column");
    assertReason("", "not an object of the expected form");
    assertReason("[1,2]", "not an object of the expected form");
    assertReason("null", "not an object: null");
    assertReason("{} {}", "id is missing");
  }

  @Test
  void aRecordWithoutValueIsMalformed() {
    MalformedMessageException e =
        catchThrowableOfType(MalformedMessageException.class, () -> MessageCodec.decodeQuery(null));

    assertThat(e).hasMessage("record has no value");
  }

  @Test
  void everyMissingFieldIsNamed() {
    assertReason("{\"agent\":\"a\",\"prompt\":\"p\"}", "id is missing");
    assertReason("{\"id\":\"1\",\"prompt\":\"p\"}", "agent is missing");
    assertReason("{\"id\":\"1\",\"agent\":\"a\"}", "prompt or messages is missing");
    assertReason(
        "{\"id\":\"1\",\"agent\":\"a\",\"messages\":[{\"role\":\"user\"}]}", "content is missing");
  }

  @Test
  void wrongTypesAreNamedByTheirPath() {
    assertReason(
        "{\"id\":\"1\",\"agent\":\"a\",\"messages\":[{\"role\":\"secret\",\"content\":\"x\"}]}",
        "wrong type of field messages[0].role");
    assertReason(
        "{\"id\":\"1\",\"agent\":\"a\",\"prompt\":\"p\",\"deadline\":\"secret\"}",
        "wrong type of field deadline");
  }

  @Test
  void idIsSalvagedFromAQueryThatBreaksTheContract() {
    assertThat(malformed("{\"id\":\"q-9\",\"prompt\":\"p\"}").queryId()).isEqualTo("q-9");
    assertThat(malformed("{\"prompt\":\"p\"}").queryId()).isNull();
    assertThat(malformed("{\"id\":\"q-9\",\"prompt").queryId()).isNull();
  }

  @Test
  void boundsAreNamedWithTheActualValue() {
    assertReason(
        "{\"id\":\"" + "x".repeat(129) + "\",\"agent\":\"a\",\"prompt\":\"p\"}",
        "id must have 1 to 128 characters: 129");
    assertReason(
        "{\"id\":\"1\",\"agent\":\"a\",\"prompt\":\"p\",\"metadata\":{\"k\":\""
            + "x".repeat(9000)
            + "\"}}",
        "metadata must not exceed 8192 bytes: 9001");
  }

  @Test
  void contentNeverShowsInToString() {
    assertThat(Query.of("1", "a", "secret").toString()).doesNotContain("secret");
    assertThat(Message.user("secret").toString()).doesNotContain("secret");
  }

  private static Query decode(String json) throws MalformedMessageException {
    return MessageCodec.decodeQuery(json.getBytes(StandardCharsets.UTF_8));
  }

  private static MalformedMessageException malformed(String json) {
    return catchThrowableOfType(MalformedMessageException.class, () -> decode(json));
  }

  private static void assertReason(String json, String reason) {
    assertThat(malformed(json)).hasMessageContaining(reason).hasMessageNotContaining("secret");
  }
}
