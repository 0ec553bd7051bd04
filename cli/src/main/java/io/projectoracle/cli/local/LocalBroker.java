package io.projectoracle.cli.local;

import io.projectoracle.broker.BrokerSettings;
import io.projectoracle.broker.EmbeddedBroker;
import io.projectoracle.cli.console.Console;
import io.projectoracle.cli.console.Form;
import io.projectoracle.cli.console.StopSignals;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A broker alone in this process, until it is stopped.
 *
 * @param port port for clients; 0 for any free one
 * @param folder where its data is kept; null for a temporary one
 */
public record LocalBroker(Console console, int port, @Nullable Path folder) {
  private static final Duration ANY_TIME = Duration.ofDays(1);

  /** Returns when the process was told to stop and the broker has stopped. */
  public void run(Form greeting) throws InterruptedException {
    var stop = StopSignals.listen(console, "stopping the broker; Ctrl-C again ends at once");
    BrokerSettings settings = BrokerSettings.defaults().withPort(port);
    if (folder != null) {
      settings = settings.withFolder(folder);
    }
    try (var broker = EmbeddedBroker.start(settings)) {
      FolderFailure.explain(console, broker.folder());
      stop.ready();
      Map<String, String> listening = new LinkedHashMap<>();
      listening.put("kafka", broker.bootstrapServers());
      listening.put(
          "data", broker.folder() + (folder == null ? " (temporary, deleted at the end)" : ""));
      new Greeting(console, greeting).say(listening);
      while (!stop.await(ANY_TIME)) {
        // There is nothing to look after.
      }
    }
  }
}
