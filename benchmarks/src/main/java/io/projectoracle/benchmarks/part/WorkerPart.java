package io.projectoracle.benchmarks.part;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.projectoracle.worker.OracleWorker;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The whole worker. */
final class WorkerPart implements Part {
  private @Nullable OracleWorker worker;

  @Override
  public Map<String, String> begin(PartSettings settings) {
    worker = OracleWorker.start(WorkerSetup.worker(settings), new SimpleMeterRegistry());
    return Map.of();
  }

  @Override
  public void end() {
    if (worker != null) {
      worker.close();
      worker = null;
    }
  }
}
