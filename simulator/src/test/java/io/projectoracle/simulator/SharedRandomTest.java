package io.projectoracle.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SharedRandomTest {

  @Test
  void theSeedDecidesTheSequence() {
    assertThat(new SharedRandom(3).longs(100)).containsExactly(boxed(new SharedRandom(3)));
    assertThat(new SharedRandom(4).nextLong()).isNotEqualTo(new SharedRandom(3).nextLong());
  }

  @Test
  void spreadsEvenly() {
    assertThat(new SharedRandom(0).doubles(100_000).average().orElseThrow())
        .isBetween(0.495, 0.505);
  }

  private static Long[] boxed(SharedRandom random) {
    return random.longs(100).boxed().toArray(Long[]::new);
  }
}
