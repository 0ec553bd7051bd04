package io.projectoracle.gateway.boot;

import io.projectoracle.gateway.answers.AnswerTail;
import io.projectoracle.gateway.answers.TailState;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Up while the brokers answer and the answers are read as they come. */
final class AnswersHealth implements HealthIndicator {
  private final AnswerTail tail;

  AnswersHealth(AnswerTail tail) {
    this.tail = tail;
  }

  @Override
  public Health health() {
    TailState state = tail.state();
    Health.Builder health = state.isReady() ? Health.up() : Health.down();
    state.trouble().ifPresent(reason -> health.withDetail("reason", reason));
    return health
        .withDetail("partitions", state.partitions())
        .withDetail("lag", state.lag())
        .build();
  }
}
