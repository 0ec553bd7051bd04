package io.projectoracle.benchmarks.cluster;

import io.projectoracle.benchmarks.load.Feed;
import io.projectoracle.benchmarks.load.Queries;
import io.projectoracle.benchmarks.part.PartSettings;
import io.projectoracle.benchmarks.process.Jvms;
import io.projectoracle.benchmarks.report.Report;
import java.util.HashMap;
import java.util.Map;

/**
 * What every benchmark works with.
 *
 * @param report where results go
 * @param seed of all texts
 */
public record Lab(Jvms jvms, Cluster cluster, Report report, long seed) {
  /** Settings of a part that works on an installation. */
  public Map<String, String> settings(Installation installation, int calls) {
    Map<String, String> settings = new HashMap<>();
    settings.put(PartSettings.BOOTSTRAP, cluster.bootstrapServers());
    settings.put(PartSettings.PREFIX, installation.topics().prefix());
    settings.put(PartSettings.PARTITIONS, Integer.toString(installation.partitions()));
    settings.put(PartSettings.CALLS, Integer.toString(calls));
    return settings;
  }

  /** Settings of a part that calls a model, too. */
  public Map<String, String> settings(Installation installation, int calls, String endpoint) {
    Map<String, String> settings = settings(installation, calls);
    settings.put(PartSettings.ENDPOINT, endpoint);
    return settings;
  }

  /** Publishes queries to an installation in large batches. */
  public Feed bulkFeed(Installation installation) {
    return Feed.bulk(cluster.bootstrapServers(), queries(installation));
  }

  /** Publishes queries to an installation one by one. */
  public Feed promptFeed(Installation installation) {
    return Feed.prompt(cluster.bootstrapServers(), queries(installation));
  }

  private Queries queries(Installation installation) {
    return new Queries(installation.topics(), installation.partitions(), seed);
  }
}
