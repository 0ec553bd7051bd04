package io.projectoracle.simulator.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class FaultSourceTest {

  @Test
  void drawsFaultsAtTheirRates() {
    var source =
        source(new FaultPlan(Map.of(Fault.SERVER_ERROR, 0.2, Fault.HANG, 0.05), List.of()));

    int errors = 0;
    int hangs = 0;
    for (int i = 0; i < 100_000; i++) {
      Optional<Fault> fault = source.next("x");
      errors += fault.equals(Optional.of(Fault.SERVER_ERROR)) ? 1 : 0;
      hangs += fault.equals(Optional.of(Fault.HANG)) ? 1 : 0;
    }

    assertThat(errors).isBetween(19_500, 20_500);
    assertThat(hangs).isBetween(4_700, 5_300);
  }

  @Test
  void asksRulesBeforeRatesAndInOrder() {
    var source =
        source(
            new FaultPlan(
                Map.of(Fault.HANG, 1.0),
                List.of(
                    new FaultRule("poison", Fault.CUT, 1),
                    FaultRule.always("poison", Fault.RESET))));

    assertThat(source.next("some poison")).contains(Fault.CUT);
    assertThat(source.next("some poison")).contains(Fault.RESET);
    assertThat(source.next("fine")).contains(Fault.HANG);
  }

  @Test
  void aNewPlanStartsToCountAnew() {
    var plan = FaultPlan.of(new FaultRule("", Fault.SLOW, 1));
    var source = source(plan);

    assertThat(source.next("x")).contains(Fault.SLOW);
    assertThat(source.next("x")).isEmpty();
    source.plan(plan);

    assertThat(source.state().remaining()).containsExactly(1);
    assertThat(source.next("x")).contains(Fault.SLOW);
  }

  @Test
  void manyThreadsGetARuleExactlyAsOftenAsItSays() throws Exception {
    var source = source(FaultPlan.of(new FaultRule("", Fault.CUT, 1_000)));
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      var faulty = new ArrayList<Future<Integer>>();
      for (int thread = 0; thread < 4; thread++) {
        Callable<Integer> calls =
            () -> {
              int count = 0;
              for (int i = 0; i < 1_000; i++) {
                count += source.next("x").isPresent() ? 1 : 0;
              }
              return count;
            };
        faulty.add(threads.submit(calls));
      }

      int sum = 0;
      for (Future<Integer> count : faulty) {
        sum += count.get();
      }
      assertThat(sum).isEqualTo(1_000);
    } finally {
      threads.shutdownNow();
    }
  }

  private static FaultSource source(FaultPlan plan) {
    return new FaultSource(plan, new SplittableRandom(5));
  }
}
