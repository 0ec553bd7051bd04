package io.projectoracle.worker.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.projectoracle.contract.CacheOutcome;
import io.projectoracle.contract.FailureKind;
import io.projectoracle.contract.Message;
import io.projectoracle.contract.QueryKey;
import io.projectoracle.contract.Usage;
import io.projectoracle.worker.agent.ModelParameters;
import io.projectoracle.worker.call.CallBill;
import io.projectoracle.worker.call.CallResult;
import io.projectoracle.worker.call.ModelCalls;
import io.projectoracle.worker.call.RetryPolicy;
import io.projectoracle.worker.limit.SlidingWindowLimiter;
import io.projectoracle.worker.metrics.WorkerMetrics;
import io.projectoracle.worker.model.Completion;
import io.projectoracle.worker.model.Failure;
import io.projectoracle.worker.model.ModelRequest;
import io.projectoracle.worker.testkit.ManualTimer;
import io.projectoracle.worker.testkit.ScriptedModelClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class AnswerCacheTest {
  private static final ModelParameters PARAMETERS = new ModelParameters("m", 0.5, 100);
  private static final Completion COMPLETION = new Completion("Hi", "stop", "m", Usage.of(3, 4));

  private final ManualTimer timer = new ManualTimer();
  private final ScriptedModelClient model = new ScriptedModelClient();
  private final AnswerCache cache =
      new AnswerCache(new CacheSettings(10, Duration.ofHours(1)), timer::nanoTime);
  private final ModelCalls calls =
      new ModelCalls(
          "w",
          model,
          new SlidingWindowLimiter(null, 10, timer),
          RetryPolicy.DEFAULT,
          timer,
          new WorkerMetrics(new SimpleMeterRegistry()));
  private final List<Served> served = new ArrayList<>();

  @Test
  void equalQuestionsShareACallForWhichTheFirstPays() {
    ask("q");
    ask("q");

    model.calls().get(0).listener().completed(COMPLETION);

    assertThat(model.calls()).hasSize(1);
    assertThat(served)
        .extracting(Served::outcome)
        .containsExactly(CacheOutcome.MISS, CacheOutcome.COALESCED);
    assertThat(served.get(0).result().bill().attempts()).hasSize(1);
    assertThat(served.get(1).result().bill()).isEqualTo(CallBill.NONE);
  }

  @Test
  void anAnswerIsKeptForItsTimeAndNoLonger() {
    ask("q");
    model.calls().get(0).listener().completed(COMPLETION);

    timer.advance(Duration.ofMinutes(59));
    ask("q");
    timer.advance(Duration.ofMinutes(2));
    ask("q");

    assertThat(served.get(1).outcome()).isEqualTo(CacheOutcome.HIT);
    assertThat(model.calls()).hasSize(2);
  }

  @Test
  void aPermanentFailureIsSharedButNotKept() {
    ask("q");
    ask("q");
    model.calls().get(0).listener().failed(new Failure.Permanent(FailureKind.REJECTED, "rejected"));
    ask("q");

    assertThat(served).hasSize(2).allMatch(each -> each.result() instanceof CallResult.GaveUp);
    assertThat(model.calls()).hasSize(2);
  }

  @Test
  void whoLeavesCostsTheOthersNothingAndTheNextOnePays() {
    Seat first = ask("q");
    ask("q");

    assertThat(first.leave()).contains(CallBill.NONE);
    model.calls().get(0).listener().completed(COMPLETION);

    assertThat(model.calls().get(0).aborted()).isFalse();
    assertThat(served)
        .singleElement()
        .satisfies(
            only -> {
              assertThat(only.outcome()).isEqualTo(CacheOutcome.MISS);
              assertThat(only.result().bill().attempts()).hasSize(1);
            });
  }

  @Test
  void theLastOneToLeaveAbortsTheCallAndTakesTheBill() {
    Seat first = ask("q");
    Seat second = ask("q");
    model.calls().get(0).listener().reached();
    first.leave();

    Optional<CallBill> bill = second.leave();

    assertThat(model.calls().get(0).aborted()).isTrue();
    assertThat(bill.orElseThrow().attempts())
        .singleElement()
        .satisfies(
            attempt -> {
              assertThat(attempt.failure()).isEqualTo(FailureKind.ABORTED);
              assertThat(attempt.usage()).isEqualTo(Usage.UNKNOWN);
            });
    assertThat(served).isEmpty();
  }

  @Test
  void leavingAfterBeingServedIsTooLate() {
    Seat seat = ask("q");
    model.calls().get(0).listener().completed(COMPLETION);

    assertThat(seat.leave()).isEmpty();
    assertThat(ask("q").leave()).isEmpty();
  }

  @Test
  void aQuestionAskedAgainAfterEverybodyLeftHasACallOfItsOwn() {
    ask("q").leave();
    ask("q");

    model.calls().get(1).listener().completed(COMPLETION);

    assertThat(served).singleElement().matches(only -> only.outcome() == CacheOutcome.MISS);
  }

  @Test
  void whoAsksAloneNeitherSharesNorKeeps() {
    for (int i = 0; i < 2; i++) {
      cache.askAlone(ended -> calls.prepare(request("q"), "id", ended), served::add);
    }
    model.calls().forEach(call -> call.listener().completed(COMPLETION));
    ask("q");

    assertThat(model.calls()).hasSize(3);
    assertThat(served).hasSize(2).allMatch(each -> each.outcome() == CacheOutcome.BYPASS);
  }

  @Test
  void aTransientFailureIsTriedAgainAfterItsDelay() {
    ask("q");
    model.calls().get(0).listener().failed(new Failure.Transient(FailureKind.SERVER_ERROR, "500"));
    assertThat(model.calls()).hasSize(1);

    timer.advance(Duration.ofMillis(500));
    model.calls().get(1).listener().completed(COMPLETION);

    assertThat(served.get(0).result().bill().attempts()).hasSize(2);
    assertThat(model.calls().get(1).tag().attempt()).isEqualTo(2);
  }

  private Seat ask(String question) {
    CacheKey key =
        new CacheKey(QueryKey.of(null, "a", List.of(Message.user(question))), PARAMETERS);
    return cache.ask(key, ended -> calls.prepare(request(question), "id", ended), served::add);
  }

  private static ModelRequest request(String question) {
    return new ModelRequest(PARAMETERS, List.of(Message.user(question)));
  }
}
