package io.projectoracle.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

final class OverridesTest {
  @Test
  void boundsThemselvesAreAllowed() {
    assertThat(new Overrides("m".repeat(128), 0.0, 1).temperature()).isZero();
    assertThat(new Overrides("m", 2.0, Integer.MAX_VALUE).temperature()).isEqualTo(2.0);
  }

  @Test
  void temperatureOutsideOfZeroToTwoIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Overrides(null, -0.01, null))
        .withMessage("overrides.temperature must be between 0 and 2: -0.01");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Overrides(null, 2.01, null))
        .withMessage("overrides.temperature must be between 0 and 2: 2.01");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Overrides(null, Double.NaN, null))
        .withMessage("overrides.temperature must be between 0 and 2: NaN");
  }

  @Test
  void anAnswerHasAtLeastOneToken() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Overrides(null, null, 0))
        .withMessage("overrides.maxTokens must be at least 1: 0");
  }

  @Test
  void nameOfAModelIsNeitherEmptyNorEndless() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Overrides("", null, null))
        .withMessage("overrides.model must have 1 to 128 characters: 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Overrides("m".repeat(129), null, null))
        .withMessage("overrides.model must have 1 to 128 characters: 129");
  }
}
