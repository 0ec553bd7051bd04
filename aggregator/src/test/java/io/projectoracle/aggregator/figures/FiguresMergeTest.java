package io.projectoracle.aggregator.figures;

import static org.assertj.core.api.Assertions.assertThat;

import io.projectoracle.aggregator.testkit.UsageEvents;
import io.projectoracle.contract.UsageEvent;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Laws of merging, over many seeds; the seed of a failure stands in its name. */
class FiguresMergeTest {
  @ParameterizedTest
  @MethodSource("seeds")
  void isCommutative(long seed) {
    var random = new Random(seed);
    var a = UsageEvents.any(random.nextInt(50), random);
    var b = UsageEvents.any(random.nextInt(50), random);

    assertThat(merged(of(a), of(b)).summary()).isEqualTo(merged(of(b), of(a)).summary());
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void isAssociative(long seed) {
    var random = new Random(seed);
    var a = UsageEvents.any(random.nextInt(50), random);
    var b = UsageEvents.any(random.nextInt(50), random);
    var c = UsageEvents.any(random.nextInt(50), random);

    var left = merged(merged(of(a), of(b)), of(c));
    var right = merged(of(a), merged(of(b), of(c)));

    assertThat(left.summary()).isEqualTo(right.summary());
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void equalsAddingTheEventsOneByOneInAnyOrder(long seed) {
    var random = new Random(seed);
    var events = UsageEvents.any(100, random);
    var cut = random.nextInt(events.size());

    var merged = merged(of(events.subList(0, cut)), of(events.subList(cut, events.size())));
    Collections.shuffle(events, random);

    assertThat(merged.summary()).isEqualTo(of(events).summary());
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void survivesEncodingAtAnyPoint(long seed) {
    var random = new Random(seed);
    var events = UsageEvents.any(100, random);

    var figures = new Figures();
    for (var each : events) {
      figures.add(each);
      figures.addUnreadable();
      if (random.nextBoolean()) {
        figures = Figures.decode(figures.encode());
      }
    }

    assertThat(figures.summary()).isEqualTo(of(events).summary());
    assertThat(figures.unreadable()).isEqualTo(events.size());
  }

  static LongStream seeds() {
    return LongStream.range(0, 50);
  }

  private static Figures of(List<UsageEvent> events) {
    var figures = new Figures();
    events.forEach(figures::add);
    return figures;
  }

  private static Figures merged(Figures a, Figures b) {
    var merged = new Figures();
    merged.add(a);
    merged.add(b);
    return merged;
  }
}
