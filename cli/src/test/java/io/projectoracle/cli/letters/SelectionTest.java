package io.projectoracle.cli.letters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.projectoracle.contract.SourcePosition;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SelectionTest {
  private static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");
  private static final Failure FAILURE =
      new Failure("q-0-1", NOON, "invalid_query", "not valid JSON", "a", "technical");
  private static final Failure NAMELESS =
      new Failure("q-0-2", NOON, "poison", "3 workers ended", null, null);

  @Test
  void everythingMatchesWhatAsksForNothing() {
    assertThat(Selection.ALL.isEverything()).isTrue();
    assertThat(Selection.ALL.matches(FAILURE)).isTrue();
    assertThat(Selection.ALL.matches(NAMELESS)).isTrue();
  }

  @Test
  void eachConditionCounts() {
    assertThat(Selection.ofPosition("q-0-1").matches(FAILURE)).isTrue();
    assertThat(Selection.ofPosition("q-0-1").matches(NAMELESS)).isFalse();
    assertThat(Selection.ofId("a").matches(FAILURE)).isTrue();
    assertThat(Selection.ofId("a").matches(NAMELESS)).isFalse();
    assertThat(selection(Set.of("poison"), null, null).matches(FAILURE)).isFalse();
    assertThat(selection(Set.of("poison"), null, null).matches(NAMELESS)).isTrue();
    assertThat(selection(Set.of("poison", "timeout"), "Workers", null).matches(NAMELESS)).isTrue();
    assertThat(selection(Set.of(), "json", null).matches(FAILURE)).isTrue();
    assertThat(selection(Set.of(), null, "technical").matches(FAILURE)).isTrue();
    assertThat(selection(Set.of(), null, "technical").matches(NAMELESS)).isFalse();
  }

  @Test
  void theSpanOfTimeHasItsBeginningButNotItsEnd() {
    assertThat(between(NOON, NOON.plusSeconds(1)).matches(FAILURE)).isTrue();
    assertThat(between(NOON.plusMillis(1), NOON.plusSeconds(1)).matches(FAILURE)).isFalse();
    assertThat(between(NOON.minusSeconds(1), NOON).matches(FAILURE)).isFalse();
  }

  @Test
  void whatWasNamedAndIsNotThereIsTold() {
    var found = new FailedAnswer(FAILURE, new SourcePosition("q", 0, 1));
    Selection named =
        new Selection(
            Set.of("q-0-1", "q-0-9"), Set.of("a", "b"), Set.of(), null, null, null, null, 1);
    Selection unlimited =
        new Selection(
            Set.of("q-0-1", "q-0-9"), Set.of("a", "b"), Set.of(), null, null, null, null, 5);

    assertThat(unlimited.absentFrom(List.of(found))).containsExactly("b", "q-0-9");
    assertThat(named.absentFrom(List.of(found))).as("cut short").isEmpty();
  }

  @Test
  void atLeastOneIsTaken() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Selection(Set.of(), Set.of(), Set.of(), null, null, null, null, 0))
        .withMessage("limit must be at least 1: 0");
  }

  private static Selection selection(
      Set<String> kinds, @Nullable String reason, @Nullable String agent) {
    return new Selection(Set.of(), Set.of(), kinds, reason, agent, null, null, 9);
  }

  private static Selection between(Instant since, Instant until) {
    return new Selection(Set.of(), Set.of(), Set.of(), null, null, since, until, 9);
  }
}
