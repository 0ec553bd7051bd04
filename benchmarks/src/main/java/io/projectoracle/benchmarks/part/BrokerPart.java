package io.projectoracle.benchmarks.part;

import io.projectoracle.broker.BrokerSettings;
import io.projectoracle.broker.EmbeddedBroker;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The broker. */
final class BrokerPart implements Part {
  private @Nullable EmbeddedBroker broker;

  @Override
  public Map<String, String> begin(PartSettings settings) {
    EmbeddedBroker started =
        EmbeddedBroker.start(
            BrokerSettings.defaults().withFolder(Path.of(settings.text(PartSettings.FOLDER))));
    broker = started;
    return Map.of(PartSettings.BOOTSTRAP, started.bootstrapServers());
  }

  @Override
  public void end() {
    if (broker != null) {
      broker.close();
      broker = null;
    }
  }
}
