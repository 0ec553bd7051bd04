package io.projectoracle.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
            Map.of(),
            "q-0");

    assertThat(MessageCodec.decodeAnswer(MessageCodec.encode(answer))).isEqualTo(answer);
  }

  @Test
  void emptyTextsComeBackAsTheyWere() throws Exception {
    SourcePosition source = new SourcePosition("oracle.queries", 0, 0);
    Timings timings = new Timings(0, 0, 0, 0);
    Map<String, String> metadata = Map.of("", "");
    Answer answered =
        new Answer(
            "q",
            source,
            Status.ANSWERED,
            "",
            "",
            "",
            "",
            "",
            "",
            CacheOutcome.HIT,
            null,
            Usage.UNKNOWN,
            0,
            timings,
            "w",
            NOON,
            metadata,
            "");
    Answer failed =
        new Answer(
            "q",
            source,
            Status.FAILED,
            "",
            "",
            null,
            "",
            "",
            "",
            CacheOutcome.MISS,
            new AnswerError(FailureKind.INTERNAL, "", false),
            Usage.UNKNOWN,
            0,
            timings,
            "w",
            NOON,
            metadata,
            "");
    UsageEvent event =
        new UsageEvent(
            UsageEvent.Type.ORPHAN,
            "q",
            source,
            "",
            "",
            "",
            null,
            null,
            CacheOutcome.MISS,
            List.of(new UsageAttempt("", "", "", NOON, 0, null, Usage.UNKNOWN)),
            Usage.UNKNOWN,
            timings,
            "w",
            NOON);
    Query query =
        new Query(
            "q",
            "a",
            null,
            List.of(Message.user("")),
            null,
            null,
            CachePolicy.USE,
            new Overrides(null, null, null),
            metadata,
            null);

    assertThat(MessageCodec.decodeAnswer(MessageCodec.encode(answered))).isEqualTo(answered);
    assertThat(MessageCodec.decodeAnswer(MessageCodec.encode(failed))).isEqualTo(failed);
    assertThat(MessageCodec.decodeUsageEvent(MessageCodec.encode(event))).isEqualTo(event);
    assertThat(MessageCodec.decodeQuery(MessageCodec.encode(query))).isEqualTo(query);
  }

  @Test
  void surrogateWithoutItsPartnerComesBackAsItWas() throws Exception {
    Query query = Query.of("q\ud83d", "a", "\ude00?");

    assertThat(MessageCodec.decodeQuery(MessageCodec.encode(query)).id()).isEqualTo("q\ud83d");
    assertThat(MessageCodec.decodeQuery(MessageCodec.encode(query))).isEqualTo(query);
  }

  @Test
  void whatHasNoValueIsLeftOut() {
    Query query =
        new Query(
            "q",
            "a",
            "p",
            List.of(),
            null,
            null,
            CachePolicy.USE,
            new Overrides(null, null, 20),
            Map.of(),
            null);

    assertThat(new String(MessageCodec.encode(query), StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"id\":\"q\",\"agent\":\"a\",\"prompt\":\"p\",\"cache\":\"use\","
                + "\"overrides\":{\"maxTokens\":20}}");
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
    assertReason("{\"id\":\"1\",\"x\":01}", "not valid JSON at line 1, column");
    assertReason("", "not an object of the expected form");
    assertReason("[1,2]", "not an object of the expected form");
    assertReason("null", "not an object: null");
    assertReason("{} {}", "id is missing");
  }

  @Test
  void bytesThatAreNoTextAreNotValidJsonEither() {
    byte[] utf32 = {0, 0, 0, '{', 0x7f, -1, -1, -1};
    byte[] utf8 = {'{', '"', 'i', 'd', '"', ':', '"', -1, '"', '}'};

    assertThat(malformed(utf32)).hasMessage("not valid JSON");
    assertThat(malformed(utf8)).hasMessageStartingWith("not valid JSON at line 1, column");
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
  void missingFiguresAreNamedWhetherAbsentOrNull() {
    assertThat(malformedAnswer("{'queryId':'q'}")).hasMessage("attempts is missing");
    assertThat(malformedAnswer("{'attempts':null}")).hasMessage("attempts is missing");
    assertThat(malformedAnswer("{'timings':{'queuedMicros':1,'limitedMicros':1,'modelMicros':1}}"))
        .hasMessage("timings.totalMicros is missing");
    assertThat(malformedAnswer("{'source':{'topic':'t','partition':1}}"))
        .hasMessage("source.offset is missing");
    assertThat(malformedAnswer("{'source':{'topic':'t','offset':1}}"))
        .hasMessage("source.partition is missing");
    assertThat(malformedAnswer("{'error':{'kind':'timeout','message':'x'}}"))
        .hasMessage("error.retriable is missing");
    assertThat(
            malformedUsageEvent(
                "{'attempts':[{'callId':'c','endpoint':'e','model':'m','usage':{},"
                    + "'startedAt':'2026-05-01T12:00:00Z'}]}"))
        .hasMessage("attempts[0].durationMicros is missing");
  }

  @Test
  void nullWithinAListOrAMapIsAMissingValue() {
    assertReason(
        "{\"id\":\"1\",\"agent\":\"a\",\"messages\":[{\"role\":\"user\",\"content\":\"\"},null]}",
        "messages[1] is missing");
    assertReason(queryWith("metadata.k", "null"), "metadata.k is missing");
    assertThat(malformedUsageEvent("{'attempts':[null]}")).hasMessage("attempts[0] is missing");
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

  @ParameterizedTest
  @CsvSource(
      delimiter = '=',
      textBlock =
          """
          id                    = 5
          id                    = true
          id                    = ['q']
          agent                 = 5
          agent                 = 1.5
          agent                 = false
          prompt                = 5
          tenant                = 7
          tenant                = 7.5
          tenant                = true
          tenant                = {}
          redriveOf             = 7
          metadata.k            = 1
          metadata.k            = 1.5
          metadata.k            = true
          metadata.k            = ['x']
          metadata              = ''
          metadata              = []
          messages              = ''
          messages              = {}
          messages[0]           = ''
          messages[0].role      = 0
          messages[0].role      = '0'
          messages[0].role      = ''
          messages[0].role      = 'USER'
          messages[0].content   = 5
          messages[0].content   = true
          cache                 = 0
          cache                 = 1.0
          cache                 = '0'
          cache                 = ''
          cache                 = true
          cache                 = ['use']
          overrides             = ''
          overrides             = []
          overrides             = false
          overrides.model       = 4
          overrides.maxTokens   = 20.7
          overrides.maxTokens   = 20.0
          overrides.maxTokens   = '20'
          overrides.maxTokens   = ''
          overrides.maxTokens   = true
          overrides.temperature = ''
          overrides.temperature = '0.5'
          overrides.temperature = false
          deadline              = 1777636800
          deadline              = 1777636800.5
          deadline              = 99999999999999999999
          deadline              = '1777636800'
          deadline              = '1777636800.5'
          deadline              = ''
          deadline              = true
          deadline              = [2026,5,1]
          """,
      quoteCharacter = '`')
  void valuesOfAnotherTypeAreRefusedAndNeverConverted(String field, String value) {
    assertReason(queryWith(field, value), "wrong type of field " + field + " at line 1, column");
  }

  @Test
  void figuresOfAnswersAndEventsAreNeverConvertedEither() {
    assertThat(malformedAnswer("{'attempts':'1'}"))
        .hasMessageContaining("wrong type of field attempts");
    assertThat(malformedAnswer("{'attempts':1.5}"))
        .hasMessageContaining("wrong type of field attempts");
    assertThat(malformedAnswer("{'usage':{'cost':'1'}}"))
        .hasMessageContaining("wrong type of field usage.cost");
    assertThat(malformedAnswer("{'usage':{'inputTokens':1.0}}"))
        .hasMessageContaining("wrong type of field usage.inputTokens");
    assertThat(malformedAnswer("{'error':{'retriable':1}}"))
        .hasMessageContaining("wrong type of field error.retriable");
    assertThat(malformedAnswer("{'error':{'retriable':'true'}}"))
        .hasMessageContaining("wrong type of field error.retriable");
    assertThat(malformedAnswer("{'completedAt':1777636800}"))
        .hasMessageContaining("wrong type of field completedAt");
  }

  @Test
  void numbersNeedNoFraction() throws Exception {
    Query query =
        decode("{\"id\":\"1\",\"agent\":\"a\",\"prompt\":\"p\",\"overrides\":{\"temperature\":1}}");

    assertThat(query.overrides()).isEqualTo(new Overrides(null, 1.0, null));
  }

  @Test
  void deadlinesMayHaveAnOffset() throws Exception {
    Query query = decode(queryWith("deadline", "'2026-05-01T14:00:00.123456+02:00'"));

    assertThat(query.deadline()).isEqualTo(NOON);
  }

  @Test
  void numbersThatAreTooLargeAreNamedAndAreNoErrorOfSyntax() {
    assertReason(
        "{\"id\":\"1\",\"overrides\":{\"maxTokens\":99999999999}}",
        "value of field overrides.maxTokens is out of range at line 1, column");
    assertReason(
        "{\"id\":\"1\",\"overrides\":{\"maxTokens\":-99999999999999999999}}",
        "value of field overrides.maxTokens is out of range at line 1, column");
  }

  @Test
  void whatTheParserWillNotReadIsNoErrorOfSyntax() {
    String reason = "number, name or nesting is beyond what is read";

    assertReason("{\"x\":" + "7".repeat(2000) + "}", reason);
    assertReason("{\"x\":" + "[".repeat(600) + "]".repeat(600) + "}", reason);
  }

  @Test
  void idIsSalvagedFromAQueryThatBreaksTheContract() {
    assertSalvaged("{\"id\":\"q-9\",\"prompt\":\"p\"}", "q-9");
    assertSalvaged("{\"agent\":7,\"prompt\":{\"a\":[1]},\"id\":\"q-9\"}", "q-9");
    assertSalvaged("{\"id\":\"q-9\",\"overrides\":{\"maxTokens\":99999999999}}", "q-9");
    assertSalvaged("{\"overrides\":{\"maxTokens\":99999999999},\"id\":\"q-9\"}", "q-9");
    assertSalvaged("{\"id\":\"q-9\",\"deadline\":99999999999999999999}", "q-9");
    assertSalvaged("{\"x\":" + "7".repeat(2000) + ",\"id\":\"q-9\"}", "q-9");
    assertSalvaged("{\"id\":\"q-9\",\"x\":" + "[".repeat(600), "q-9");
    assertSalvaged("{\"" + "x".repeat(60_000) + "\":1,\"id\":\"q-9\"}", "q-9");
  }

  @Test
  void idIsSalvagedFromAQueryThatBreaksOffAfterIt() {
    assertSalvaged("{\"id\":\"q-9\",\"prompt\":\"How do", "q-9");
    assertSalvaged("{\"id\":\"q-9\",\"prompt", "q-9");
    assertSalvaged("{\"messages\":[{}],\"id\":\"q-9\"", "q-9");
    assertSalvaged("{\"id\":\"q-9\",\"agent\":\"a\",\"prompt\":\"p\"} secret", "q-9");
    assertSalvaged("{\"id\":\"q-9\",,}", "q-9");
  }

  @Test
  void onlyTextInTheFieldIdOfTheQueryItselfIsAnId() {
    assertSalvaged("{\"prompt\":\"p\"}", null);
    assertSalvaged("{\"id\":9}", null);
    assertSalvaged("{\"id\":\"\"}", null);
    assertSalvaged("{\"id\":\"" + "x".repeat(129) + "\"}", null);
    assertSalvaged("{\"id\":{\"id\":\"q-9\"}}", null);
    assertSalvaged("{\"metadata\":{\"id\":\"q-9\"},\"x\":", null);
    assertSalvaged("[{\"id\":\"q-9\"}]", null);
    assertSalvaged("{\"id\":\"q-9", null);
    assertSalvaged("{\"prompt\":\"id\",\"agent\":\"q-9\",", null);
    assertSalvaged("\"id\"", null);
  }

  @Test
  void ofTwoIdsTheLastIsSalvagedAsItIsTheOneThatIsRead() throws Exception {
    assertThat(decode("{\"id\":\"q-8\",\"agent\":\"a\",\"prompt\":\"p\",\"id\":\"q-9\"}").id())
        .isEqualTo("q-9");
    assertSalvaged("{\"id\":\"q-8\",\"prompt\":\"p\",\"id\":\"q-9\"}", "q-9");
  }

  @Test
  void idOfAnAnswerIsItsQueryId() {
    String answer = "{'id':'q-8','queryId':'q-9'}";

    assertThat(malformedAnswer(answer).queryId()).isEqualTo("q-9");
    assertThat(malformedUsageEvent(answer).queryId()).isEqualTo("q-9");
  }

  @Test
  void numbersNeverShowInTheReason() {
    assertThat(malformedUsageEvent("{'usage':{'cost':1e99999999999}}"))
        .hasMessageContaining("usage.cost")
        .hasMessageNotContaining("99999");
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

  /** A query that is in order, but for one field. */
  private static String queryWith(String field, String value) {
    String name = field.substring(field.lastIndexOf('.') + 1);
    String part = "'" + name + "':" + value;
    if (field.startsWith("messages[0]")) {
      String turn =
          field.equals("messages[0]") ? value : "{'content':'x','role':'user'," + part + "}";
      part = "'messages':[" + turn + "]";
    } else if (!field.equals(name)) {
      part = "'" + field.substring(0, field.indexOf('.')) + "':{" + part + "}";
    }
    String question = part.startsWith("'messages'") ? "" : "'prompt':'p',";
    return ("{'id':'1','agent':'a'," + question + part + "}").replace('\'', '"');
  }

  private static MalformedMessageException malformedAnswer(String json) {
    byte[] answer = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    return catchThrowableOfType(
        MalformedMessageException.class, () -> MessageCodec.decodeAnswer(answer));
  }

  private static MalformedMessageException malformedUsageEvent(String json) {
    byte[] event = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    return catchThrowableOfType(
        MalformedMessageException.class, () -> MessageCodec.decodeUsageEvent(event));
  }

  private static MalformedMessageException malformed(String json) {
    return malformed(json.getBytes(StandardCharsets.UTF_8));
  }

  private static MalformedMessageException malformed(byte[] query) {
    return catchThrowableOfType(
        MalformedMessageException.class, () -> MessageCodec.decodeQuery(query));
  }

  private static void assertSalvaged(String json, @Nullable String id) {
    assertThat(malformed(json).queryId()).as(json).isEqualTo(id);
  }

  private static void assertReason(String json, String reason) {
    assertThat(malformed(json)).hasMessageContaining(reason).hasMessageNotContaining("secret");
  }
}
