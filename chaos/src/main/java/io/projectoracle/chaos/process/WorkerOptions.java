package io.projectoracle.chaos.process;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How workers are run.
 *
 * @param concurrency most calls of one at a time
 * @param drainTimeout how long one that is stopped waits for what is in flight
 */
public record WorkerOptions(int concurrency, Duration drainTimeout) {
  List<String> arguments(Cluster cluster, Model model, String name) {
    List<String> arguments = new ArrayList<>(List.of("worker"));
    arguments.addAll(cluster.options());
    arguments.add("--endpoint=" + model.endpoint());
    arguments.add("--rate-limit=none");
    arguments.add("--concurrency=" + concurrency);
    arguments.add("--name=" + name);
    arguments.add("--drain-timeout=" + drainTimeout);
    arguments.add("--management-port=0");
    arguments.add("--");
    // So that the model's ledger says for whom and for what each call was made.
    arguments.add("--oracle.worker.endpoint.identify-calls=true");
    return arguments;
  }
}
