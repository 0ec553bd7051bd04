package io.projectoracle.cli.letters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.projectoracle.contract.CachePolicy;
import io.projectoracle.contract.FailureKind;
import io.projectoracle.contract.Headers;
import io.projectoracle.contract.Message;
import io.projectoracle.contract.MessageCodec;
import io.projectoracle.contract.Overrides;
import io.projectoracle.contract.Query;
import io.projectoracle.contract.QueryKey;
import io.projectoracle.contract.RedriveStep;
import io.projectoracle.contract.SizeLimits;
import io.projectoracle.contract.Topics;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RepetitionsTest {
  private static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");

  @Test
  void everythingThatWasAskedIsAskedAgainUnderANewId() throws Exception {
    Query asked = query(NOW.plusSeconds(60));
    ConsumerRecord<byte[], byte[]> letter = letter(MessageCodec.encode(asked));

    Redriven redriven = repetitions(null, null).of(DeadLetter.of(letter), letter);

    Query repeated = MessageCodec.decodeQuery(redriven.record().value());
    assertThat(repeated)
        .isEqualTo(
            new Query(
                "new-1",
                asked.agent(),
                null,
                asked.messages(),
                asked.tenant(),
                asked.deadline(),
                asked.cache(),
                asked.overrides(),
                asked.metadata(),
                "q7"));
    assertThat(redriven.record().topic()).isEqualTo(Topics.DEFAULT.queries());
    assertThat(redriven.record().key()).isEqualTo(QueryKey.of(asked).recordKey());
    assertThat(redriven.record().partition()).isNull();
    assertThat(redriven.deadline()).isEqualTo(DeadlineChoice.Fate.UNCHANGED);
  }

  @Test
  void theClientAndUnknownHeadersAreCarriedButNothingOfTheLetter() throws Exception {
    ConsumerRecord<byte[], byte[]> letter = letter(MessageCodec.encode(query(null)));
    letter.headers().add("tracking", TestLetters.utf8("x-1"));
    letter.headers().add(Headers.QUERY_ID, TestLetters.utf8("q7"));

    Redriven redriven = repetitions(null, null).of(DeadLetter.of(letter), letter);

    assertThat(headers(redriven.record()))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                Headers.SCHEMA_VERSION,
                List.of("1"),
                Headers.QUERY_ID,
                List.of("new-1"),
                Headers.CLIENT_ID,
                List.of("client-7"),
                Headers.REPLY_PARTITION,
                List.of("1"),
                "tracking",
                List.of("x-1"),
                Headers.REDRIVE_COUNT,
                List.of("1"),
                Headers.REDRIVE_OF,
                List.of("oracle.queries-0-7 poison 2026-05-01T12:00:00Z q7")));
  }

  @Test
  void theHistoryGrowsButNotForEver() throws Exception {
    ConsumerRecord<byte[], byte[]> letter = letter(MessageCodec.encode(query(null)));
    for (int step = 0; step < 30; step++) {
      letter
          .headers()
          .add(Headers.REDRIVE_OF, TestLetters.utf8("oracle.queries-0-" + step + " poison " + NOW));
    }
    letter.headers().add(Headers.REDRIVE_COUNT, TestLetters.utf8("30"));

    Redriven redriven = repetitions(null, null).of(DeadLetter.of(letter), letter);

    Map<String, List<String>> headers = headers(redriven.record());
    List<String> steps = headers.getOrDefault(Headers.REDRIVE_OF, List.of());
    assertThat(steps).hasSize(Repetitions.MAX_STEPS);
    assertThat(steps.get(0)).startsWith("oracle.queries-0-11 ");
    assertThat(RedriveStep.parse(steps.get(steps.size() - 1)))
        .extracting(step -> step.source().offset(), RedriveStep::queryId)
        .containsExactly(7L, "q7");
    assertThat(headers).containsEntry(Headers.REDRIVE_COUNT, List.of("31"));
    assertThat(DeadLetter.of(letter).redrives()).isEqualTo(30);
  }

  @Test
  void aDeadlineThatIsOverIsLeftOutAndAGivenOneTaken() throws Exception {
    ConsumerRecord<byte[], byte[]> letter = letter(MessageCodec.encode(query(NOW)));

    Redriven dropped = repetitions(null, null).of(DeadLetter.of(letter), letter);
    Redriven given = repetitions(NOW.plusSeconds(9), null).of(DeadLetter.of(letter), letter);

    assertThat(MessageCodec.decodeQuery(dropped.record().value()).deadline()).isNull();
    assertThat(dropped.deadline()).isEqualTo(DeadlineChoice.Fate.DROPPED);
    assertThat(MessageCodec.decodeQuery(given.record().value()).deadline())
        .isEqualTo(NOW.plusSeconds(9));
    assertThat(given.deadline()).isEqualTo(DeadlineChoice.Fate.SET);
  }

  @Test
  void whatIsNoQueryIsRefusedWithoutAWordOfIt() {
    ConsumerRecord<byte[], byte[]> letter = letter(TestLetters.utf8("{\"id\":\"q7\",\"secret"));

    assertThatThrownBy(() -> repetitions(null, null).of(DeadLetter.of(letter), letter))
        .isInstanceOf(NotRedrivableException.class)
        .hasMessageContaining("still no query: not valid JSON at line 1")
        .hasMessageNotContaining("secret");
  }

  @Test
  void aMendedQueryTakesItsPlaceButKeepsClientAndName() throws Exception {
    ConsumerRecord<byte[], byte[]> letter = letter(TestLetters.utf8("{\"id\":\"q7\",\"secret"));
    Query mended = Query.of("whatever", "onboarding", "mended");

    Redriven redriven = repetitions(null, mended).of(DeadLetter.of(letter), letter);

    Query repeated = MessageCodec.decodeQuery(redriven.record().value());
    assertThat(repeated.prompt()).isEqualTo("mended");
    assertThat(repeated.id()).isEqualTo("new-1");
    assertThat(repeated.redriveOf()).isEqualTo("q7");
    assertThat(headers(redriven.record())).containsEntry(Headers.CLIENT_ID, List.of("client-7"));
  }

  @Test
  void aRecordThatIsNotTheOneThatFailedIsRefused() {
    ConsumerRecord<byte[], byte[]> letter = letter(MessageCodec.encode(query(null)));
    var failure = new Failure("oracle.queries-0-7", NOW, "timeout", "too slow", "q8", "technical");
    var failed = new FailedAnswer(failure, DeadLetter.of(letter).content());

    assertThatThrownBy(() -> repetitions(null, null).of(failed, letter))
        .hasMessage("another record stands there now");
  }

  @Test
  void aQueryIsNotLargerThanTheTopicMustTake() {
    String prompt = "x".repeat(SizeLimits.DEFAULT.queryBytes() + 60 * 1024);
    ConsumerRecord<byte[], byte[]> letter =
        letter(MessageCodec.encode(Query.of("q7", "technical", prompt)));

    assertThatThrownBy(() -> repetitions(null, null).of(DeadLetter.of(letter), letter))
        .hasMessageStartingWith(
            "query and headers must not exceed " + Repetitions.MAX_RECORD_BYTES + " bytes: ");
  }

  private static Repetitions repetitions(@Nullable Instant deadline, @Nullable Query mended) {
    return new Repetitions(
        Topics.DEFAULT.queries(), new DeadlineChoice(deadline, () -> NOW), () -> "new-1", mended);
  }

  private static Query query(@Nullable Instant deadline) {
    return new Query(
        "q7",
        "technical",
        null,
        List.of(Message.system("Be brief."), Message.user("Why?")),
        "acme",
        deadline,
        CachePolicy.BYPASS,
        new Overrides("gpt-4o", 0.5, 20),
        Map.of("page", "7"),
        null);
  }

  private static ConsumerRecord<byte[], byte[]> letter(byte[] value) {
    ProducerRecord<byte[], byte[]> written =
        TestLetters.letter(Topics.DEFAULT, 7, FailureKind.POISON, "3 workers ended", value);
    return new ConsumerRecord<>(
        written.topic(),
        0,
        5,
        NOW.toEpochMilli(),
        TimestampType.CREATE_TIME,
        written.key().length,
        value.length,
        written.key(),
        value,
        new RecordHeaders(written.headers()),
        Optional.empty());
  }

  private static Map<String, List<String>> headers(ProducerRecord<byte[], byte[]> record) {
    return StreamSupport.stream(record.headers().spliterator(), false)
        .collect(
            Collectors.groupingBy(
                header -> header.key(),
                Collectors.mapping(
                    header -> new String(header.value(), java.nio.charset.StandardCharsets.UTF_8),
                    Collectors.toList())));
  }
}
