package io.projectoracle.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RedriveStepTest {
  private static final SourcePosition SOURCE = new SourcePosition("oracle.queries", 3, 42);
  private static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");

  @Test
  void comesBackAsItWasWithAnIdOfSeveralWordsOrWithout() {
    RedriveStep named = new RedriveStep(SOURCE, "unauthorised", NOON, "invoice 7");
    RedriveStep nameless = new RedriveStep(SOURCE, "invalid_query", NOON, null);

    assertThat(named)
        .hasToString("oracle.queries-3-42 unauthorised 2026-05-01T12:00:00Z invoice 7");
    assertThat(RedriveStep.parse(named.toString())).isEqualTo(named);
    assertThat(RedriveStep.parse(nameless.toString())).isEqualTo(nameless);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "oracle.queries-3-42",
        "oracle.queries-3-42 timeout",
        "oracle.queries-3-42  2026-05-01T12:00:00Z",
        "oracle.queries-3-42 timeout noon",
        "oracle.queries-3 timeout 2026-05-01T12:00:00Z",
        "-3-42 timeout 2026-05-01T12:00:00Z",
        "q-9999999999-42 timeout 2026-05-01T12:00:00Z",
        "q-3-9999999999999999999 timeout 2026-05-01T12:00:00Z"
      })
  void anythingElseIsNone(String text) {
    assertThat(RedriveStep.parse(text)).isNull();
  }

  @Test
  void topicsMayLookLikePositions() {
    SourcePosition odd = new SourcePosition("a-1-2", 3, 42);

    assertThat(SourcePosition.parse(odd.toString())).isEqualTo(odd);
  }

  @Test
  void aKindIsOneWord() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RedriveStep(SOURCE, "two words", NOON, null))
        .withMessage("kind must be a word: 'two words'");
  }
}
