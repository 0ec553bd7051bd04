package io.projectoracle.benchmarks.part;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.projectoracle.contract.Topics;
import io.projectoracle.worker.engine.Engine;
import io.projectoracle.worker.engine.RecordWork;
import io.projectoracle.worker.engine.WorkResult;
import io.projectoracle.worker.metrics.WorkerMetrics;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** The engine, with work that is done as soon as it begins. */
final class EnginePart implements Part {
  private @Nullable Engine engine;

  @Override
  public Map<String, String> begin(PartSettings settings) {
    Topics topics = settings.topics();
    engine =
        Engine.start(
            "engine",
            WorkerSetup.engineTopics(topics),
            settings.kafka(),
            WorkerSetup.engine(settings.number(PartSettings.CALLS)),
            new Instant(new Echo(topics)),
            new WorkerMetrics(new SimpleMeterRegistry()));
    return Map.of();
  }

  @Override
  public void end() {
    if (engine != null) {
      engine.close();
      engine = null;
    }
  }

  private record Instant(Echo echo) implements RecordWork {
    private static final Running DONE = () -> {};

    @Override
    public Running start(ConsumerRecord<byte[], byte[]> record, Consumer<WorkResult> done) {
      done.accept(echoed(record));
      return DONE;
    }

    @Override
    public WorkResult giveUp(ConsumerRecord<byte[], byte[]> record, int deaths) {
      return echoed(record);
    }

    @Override
    public WorkResult giveUpUnread(ConsumerRecord<byte[], byte[]> record, int deaths) {
      return echoed(record);
    }

    private WorkResult echoed(ConsumerRecord<byte[], byte[]> record) {
      return new WorkResult(echo.results(record), List::of);
    }
  }
}
