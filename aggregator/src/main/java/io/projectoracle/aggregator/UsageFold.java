package io.projectoracle.aggregator;

import io.projectoracle.aggregator.figures.AgentModel;
import io.projectoracle.contract.MalformedMessageException;
import io.projectoracle.contract.MessageCodec;
import io.projectoracle.contract.UsageEvent;
import java.util.Objects;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Folds the usage events of one partition into the store. A record that is no usage event is
 * counted and skipped. Confined to the stream thread.
 */
final class UsageFold implements Processor<byte[], byte[], Void, Void> {
  private static final Logger log = LoggerFactory.getLogger(UsageFold.class);

  private final int maxPairs;
  private @Nullable ProcessorContext<Void, Void> context;
  private @Nullable BoundedFigures figures;

  UsageFold(int maxPairs) {
    this.maxPairs = maxPairs;
  }

  @Override
  public void init(ProcessorContext<Void, Void> context) {
    this.context = context;
    this.figures = new BoundedFigures(context.getStateStore(UsageTopology.STORE), maxPairs);
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    var target = Objects.requireNonNull(figures, "init comes first");
    try {
      UsageEvent event = MessageCodec.decodeUsageEvent(record.value());
      target.update(AgentModel.of(event), it -> it.add(event));
    } catch (MalformedMessageException e) {
      target.update(AgentModel.UNREADABLE, it -> it.addUnreadable());
      logSkipped(e);
    }
  }

  private void logSkipped(MalformedMessageException e) {
    Objects.requireNonNull(context, "init comes first")
        .recordMetadata()
        .ifPresent(
            it ->
                log.warn(
                    "usage record skipped topic={} partition={} offset={} reason={}",
                    it.topic(),
                    it.partition(),
                    it.offset(),
                    e.getMessage()));
  }
}
