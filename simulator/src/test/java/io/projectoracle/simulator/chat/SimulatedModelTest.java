package io.projectoracle.simulator.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimulatedModelTest {

  private final SimulatedModel model = new SimulatedModel(1);

  @Test
  void differentPromptsGetDifferentAnswers() {
    Set<String> answers = new HashSet<>();
    for (int i = 0; i < 20_000; i++) {
      answers.add(model.answer(request(PromptHash.mix(i), ChatRequest.UNBOUNDED)).content());
    }

    assertThat(answers).hasSizeGreaterThan(19_990);
  }

  @Test
  void thePromptAndTheSeedDecideTheAnswer() {
    ChatRequest request = request(99, ChatRequest.UNBOUNDED);

    assertThat(model.answer(request)).isEqualTo(new SimulatedModel(1).answer(request));
    assertThat(model.answer(request)).isNotEqualTo(new SimulatedModel(2).answer(request));
  }

  @Test
  void aShorterLimitGivesABeginningOfTheSameAnswer() {
    Completion whole = model.answer(request(99, ChatRequest.UNBOUNDED));
    Completion cut = model.answer(request(99, 5));

    assertThat(whole.content()).startsWith(cut.content());
    assertThat(cut.content()).hasSize(20);
    assertThat(cut.finishReason()).isEqualTo("length");
    assertThat(cut.completionTokens()).isEqualTo(5);
    assertThat(model.answer(request(99, whole.completionTokens())).finishReason())
        .isEqualTo("stop");
  }

  @Test
  void aHugeAnswerHasExactlyTheSizeAsked() {
    Completion huge = model.hugeAnswer(request(1, 5), 100_000);

    assertThat(huge.content()).hasSize(100_000);
    assertThat(huge.completionTokens()).isEqualTo(25_000);
  }

  @Test
  void neverPrintsTheAnswer() {
    Completion completion = model.answer(request(1, 100));

    assertThat(completion.toString()).doesNotContain(completion.content().substring(0, 10));
  }

  @ParameterizedTest
  @CsvSource({"0,1", "1,1", "4,1", "5,2", "8,2", "4000,1000"})
  void countsFourCharactersAsAToken(long characters, int tokens) {
    assertThat(TokenCount.of(characters)).isEqualTo(tokens);
  }

  private static ChatRequest request(long promptHash, int maxTokens) {
    return new ChatRequest("m", "", promptHash, 1, maxTokens);
  }
}
