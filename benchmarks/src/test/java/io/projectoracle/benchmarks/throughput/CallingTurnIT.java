package io.projectoracle.benchmarks.throughput;

import static org.assertj.core.api.Assertions.assertThat;

import io.projectoracle.benchmarks.Benchmarks;
import io.projectoracle.benchmarks.cluster.Model;
import io.projectoracle.benchmarks.part.PartSettings;
import io.projectoracle.benchmarks.process.Jvms;
import io.projectoracle.benchmarks.process.PartProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CallingTurnIT {
  @Test
  void aProcessCallsAModelInAnother(@TempDir Path logs) {
    Jvms jvms = new Jvms(Benchmarks.class, logs);
    try (Model model = Model.start(jvms, "none");
        PartProcess client = jvms.start("http-client", 128)) {
      Map<String, String> settings =
          Map.of(PartSettings.ENDPOINT, model.endpoint(), PartSettings.CALLS, "4");
      CallingTurn turn = new CallingTurn(client, settings, () -> Duration.ZERO);

      Side.Result result = turn.take(100);

      assertThat(result.perSecond()).isPositive();
    }
  }
}
