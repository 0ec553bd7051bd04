package io.projectoracle.worker.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.projectoracle.worker.limit.SlidingWindowLimiter;
import io.projectoracle.worker.metrics.WorkerMetrics;
import io.projectoracle.worker.testkit.ManualTimer;
import io.projectoracle.worker.testkit.ScriptedModelClient;
import org.junit.jupiter.api.Test;

final class ModelCallsTest {
  @Test
  void aWorkerThatIsStartedAgainUnderItsNameUsesNoCallIdTwice() {
    ModelCalls before = calls("worker-1");
    ModelCalls after = calls("worker-1");

    String first = before.nextCallId();

    assertThat(first).startsWith("worker-1.").isNotEqualTo(before.nextCallId());
    assertThat(after.nextCallId()).startsWith("worker-1.").isNotEqualTo(first);
  }

  private static ModelCalls calls(String worker) {
    ManualTimer timer = new ManualTimer();
    return new ModelCalls(
        worker,
        new ScriptedModelClient(),
        new SlidingWindowLimiter(null, 10, timer),
        RetryPolicy.DEFAULT,
        timer,
        new WorkerMetrics(new SimpleMeterRegistry()));
  }
}
