package io.projectoracle.aggregator.boot;

import io.projectoracle.aggregator.AggregatorSettings;
import io.projectoracle.aggregator.UsageTopology;
import org.springframework.beans.factory.InitializingBean;

/** Stops the start before the stream's if there is no usage topic: the stream would say less. */
record UsageTopicCheck(AggregatorSettings settings) implements InitializingBean {
  @Override
  public void afterPropertiesSet() throws InterruptedException {
    UsageTopology.requireTopic(settings);
  }
}
