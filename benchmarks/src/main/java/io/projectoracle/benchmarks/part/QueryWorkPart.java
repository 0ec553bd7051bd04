package io.projectoracle.benchmarks.part;

import io.projectoracle.worker.engine.Engine;
import io.projectoracle.worker.engine.RecordWork;
import io.projectoracle.worker.engine.WorkResult;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** The engine with all that a worker does for a query, JSON and all, but for a call over HTTP. */
final class QueryWorkPart implements Part {
  private @Nullable Engine engine;
  private @Nullable Answering answering;

  @Override
  public Map<String, String> begin(PartSettings settings) {
    Answering work = new Answering(settings, new InstantModel());
    answering = work;
    engine =
        Engine.start(
            "query-work",
            WorkerSetup.engineTopics(settings.topics()),
            settings.kafka(),
            WorkerSetup.engine(settings.number(PartSettings.CALLS)),
            new AlwaysReady(work.work()),
            work.metrics());
    return Map.of();
  }

  @Override
  public void end() {
    if (engine != null && answering != null) {
      engine.close();
      answering.close();
      engine = null;
      answering = null;
    }
  }

  /** Nobody reads cancels here, so they are never complete. */
  private record AlwaysReady(RecordWork work) implements RecordWork {
    @Override
    public Running start(ConsumerRecord<byte[], byte[]> record, Consumer<WorkResult> done) {
      return work.start(record, done);
    }

    @Override
    public WorkResult giveUp(ConsumerRecord<byte[], byte[]> record, int deaths) {
      return work.giveUp(record, deaths);
    }

    @Override
    public WorkResult giveUpUnread(ConsumerRecord<byte[], byte[]> record, int deaths) {
      return work.giveUpUnread(record, deaths);
    }
  }
}
