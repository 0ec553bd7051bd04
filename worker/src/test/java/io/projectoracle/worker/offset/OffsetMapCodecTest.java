package io.projectoracle.worker.offset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class OffsetMapCodecTest {
  @Test
  void nothingFinishedAboveTheBaseIsTheEmptyString() throws Exception {
    assertThat(OffsetMapCodec.encode(OffsetMap.startingAt(7))).isEmpty();
    assertThat(OffsetMapCodec.decode(7, "")).isEqualTo(OffsetMap.startingAt(7));
  }

  @Test
  void anyMapComesBackAsItWasWithinItsBound() throws Exception {
    for (long seed = 0; seed < 5_000; seed++) {
      OffsetMap map = new OffsetMap(seed * 31, randomBits(new Random(seed)));

      String metadata = OffsetMapCodec.encode(map);

      int window = map.bits().length();
      assertThat(OffsetMapCodec.decode(map.base(), metadata)).as("seed %d", seed).isEqualTo(map);
      assertThat((long) metadata.length())
          .as("seed %d", seed)
          .isLessThanOrEqualTo(
              OffsetMapCodec.maxCharacters(window, window - map.finishedAboveBase()));
    }
  }

  @Test
  void oneSlowRecordBeforeAMillionFinishedOnesTakesAHandfulOfCharacters() {
    BitSet bits = new BitSet();
    bits.set(1, 1_000_000);

    assertThat(OffsetMapCodec.encode(new OffsetMap(0, bits))).hasSizeLessThan(12);
  }

  @Test
  void twoThousandInFlightBehindASlowRecordFit() {
    assertThat(OffsetMapCodec.maxCharacters(30_000, 2_000))
        .isLessThan(OffsetMapCodec.MAX_CHARACTERS * 3L / 4);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x",
        "o1",
        "o2Bqw",
        "o1Xqw",
        "o1B*",
        "o1Rgg",
        "o1R_____w8",
        "o1DAQI",
        "o1Rgg5-f39_fwM"
      })
  void foreignMetadataIsRefusedAndNeverGuessed(String metadata) {
    assertThatThrownBy(() -> OffsetMapCodec.decode(0, metadata))
        .isInstanceOf(UnreadableOffsetMapException.class)
        .hasMessageStartingWith("metadata of the committed offset is unreadable: ");
  }

  private static BitSet randomBits(Random random) {
    int window = 1 + random.nextInt(1 << (1 + random.nextInt(15)));
    double share = random.nextDouble();
    boolean runs = random.nextBoolean();
    BitSet bits = new BitSet();
    for (int i = 0; i < window; ) {
      int length = runs ? 1 + random.nextInt(200) : 1;
      if (random.nextDouble() < share) {
        bits.set(i, Math.min(window, i + length));
      }
      i += length;
    }
    return bits;
  }
}
