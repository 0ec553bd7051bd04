package io.projectoracle.benchmarks.cluster;

import io.projectoracle.benchmarks.part.PartSettings;
import io.projectoracle.benchmarks.process.Jvms;
import io.projectoracle.benchmarks.process.PartProcess;
import io.projectoracle.benchmarks.process.Usage;
import io.projectoracle.contract.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.admin.Admin;

/** A broker in a JVM of its own, and its topics. Confined to one thread. */
public final class Cluster implements AutoCloseable {
  private static final int HEAP_MEGABYTES = 1024;

  private final PartProcess broker;
  private final String bootstrapServers;
  private final Admin admin;

  private Cluster(PartProcess broker, String bootstrapServers) {
    this.broker = broker;
    this.bootstrapServers = bootstrapServers;
    this.admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
  }

  /**
   * Starts a broker; returns when it serves.
   *
   * @param data folder for its data
   */
  public static Cluster start(Jvms jvms, Path data) {
    PartProcess broker = jvms.start("broker", HEAP_MEGABYTES);
    Map<String, String> told = broker.begin(Map.of(PartSettings.FOLDER, data.toString()));
    return new Cluster(broker, Objects.requireNonNull(told.get(PartSettings.BOOTSTRAP)));
  }

  /** What the broker has used so far. */
  public Usage usage() {
    return broker.usage();
  }

  public String bootstrapServers() {
    return bootstrapServers;
  }

  /** Makes the topics of an installation, and lets its group begin at their beginning. */
  public Installation install(String prefix, int partitions) throws Exception {
    Installation installation = new Installation(admin, new Topics(prefix), partitions);
    installation.create();
    return installation;
  }

  @Override
  public void close() {
    admin.close(Duration.ZERO);
    broker.close();
  }
}
