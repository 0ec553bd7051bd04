package io.projectoracle.broker;

import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import kafka.server.BrokerServer;
import kafka.server.ControllerServer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.server.Server;
import kafka.server.SharedServer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.bootstrap.BootstrapDirectory;
import org.apache.kafka.metadata.properties.MetaPropertiesEnsemble;
import org.apache.kafka.metadata.properties.MetaPropertiesEnsemble.VerificationFlag;
import org.apache.kafka.raft.QuorumConfig;
import org.apache.kafka.server.ServerSocketFactory;

/**
 * Kafka's broker and controller in this JVM, wired as {@link KafkaRaftServer} wires them. Not that
 * class itself: it ends the process when a start fails, and it binds its sockets on its own.
 */
final class KafkaNode {
  private static final Duration CONTROLLED_SHUTDOWN = Duration.ofSeconds(10);

  private final ControllerServer controller;
  private final BrokerServer broker;

  private KafkaNode(ControllerServer controller, BrokerServer broker) {
    this.controller = controller;
    this.broker = broker;
  }

  static KafkaNode create(Path folder, Map<String, String> properties, ServerSocketFactory sockets)
      throws Exception {
    var config = new KafkaConfig(properties, /* doLog= */ false);
    var directories = directories(folder);
    var voters = QuorumConfig.parseVoterConnections(config.quorumConfig().voters());
    var shared =
        new SharedServer(
            config,
            directories,
            Time.SYSTEM,
            Server.initializeMetrics(config, Time.SYSTEM, directories.clusterId().orElseThrow()),
            CompletableFuture.completedFuture(voters),
            List.of(),
            LoggedFault::handler,
            sockets);
    var broker = new BrokerServer(shared);
    var bootstrap = new BootstrapDirectory(folder.toString()).read();
    return new KafkaNode(
        new ControllerServer(shared, KafkaRaftServer.configSchema(), bootstrap), broker);
  }

  /** Returns when the broker serves clients; leaves nothing running when it throws. */
  void start() {
    try {
      controller.startup();
      broker.startup();
    } catch (RuntimeException e) {
      stop();
      throw e;
    }
  }

  void stop() {
    broker.shutdown(CONTROLLED_SHUTDOWN);
    controller.shutdown();
  }

  private static MetaPropertiesEnsemble directories(Path folder) throws Exception {
    var directories =
        new MetaPropertiesEnsemble.Loader()
            .addLogDirs(List.of(folder.toString()))
            .addMetadataLogDir(folder.toString())
            .load();
    directories.verify(
        Optional.empty(),
        OptionalInt.of(BrokerProperties.NODE_ID),
        EnumSet.of(VerificationFlag.REQUIRE_METADATA_LOG_DIR));
    return directories;
  }
}
