package io.projectoracle.worker.offset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OffsetMapTest {
  @Test
  void countsAndCutsAsTheNaiveModelDoes() {
    long seed = new Random().nextLong();
    var random = new Random(seed);
    for (int round = 0; round < 500; round++) {
      var bits = new BitSet();
      int window = random.nextInt(40);
      for (int i = 1; i < window; i++) {
        bits.set(i, random.nextBoolean());
      }
      var map = new OffsetMap(100, bits);
      int at = random.nextInt(50);

      OffsetMap cut = map.finishedBelow(100 + at);

      assertThat(map.unfinishedBelow(100 + at))
          .as("seed %d, bits %s, at %d", seed, bits, at)
          .isEqualTo(at - bits.get(0, at).cardinality());
      assertThat(cut.isFinished(cut.base())).isFalse();
      for (int i = 0; i < 60; i++) {
        assertThat(cut.isFinished(100 + i))
            .as("seed %d, bits %s, at %d, offset %d", seed, bits, at, i)
            .isEqualTo(i < at || bits.get(i));
      }
    }
  }

  @Test
  void endsBehindTheHighestFinishedOffset() {
    var bits = new BitSet();
    bits.set(3);

    assertThat(new OffsetMap(10, bits).end()).isEqualTo(14);
    assertThat(OffsetMap.startingAt(10).end()).isEqualTo(10);
  }

  @Test
  void whatIsBelowTheBaseIsNoQuestion() {
    assertThatThrownBy(() -> OffsetMap.startingAt(10).unfinishedBelow(9))
        .hasMessage("offset must be at least 10: 9");
    assertThatThrownBy(() -> OffsetMap.startingAt(10).finishedBelow(9))
        .hasMessage("offset must be at least 10: 9");
  }
}
