package io.projectoracle.broker;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** The Kafka configuration of the one node: sized for a laptop, safe for data. */
final class BrokerProperties {
  static final int NODE_ID = 1;
  static final String CLIENTS = "CLIENTS";
  static final String CONTROLLER = "CONTROLLER";

  /** Properties that say where the broker is; they follow from {@link BrokerSettings}. */
  static final Set<String> PLACING =
      Set.of(
          "process.roles",
          "node.id",
          "broker.id",
          "listeners",
          "advertised.listeners",
          "inter.broker.listener.name",
          "controller.listener.names",
          "controller.quorum.voters",
          "controller.quorum.bootstrap.servers",
          "log.dir",
          "log.dirs",
          "metadata.log.dir");

  private BrokerProperties() {}

  static Map<String, String> of(
      Path folder, Listeners listeners, Map<String, String> extraProperties) {
    var properties = new HashMap<String, String>();
    putTopics(properties);
    putGroups(properties);
    putThreads(properties);
    properties.put("listener.security.protocol.map", "CLIENTS:PLAINTEXT,CONTROLLER:PLAINTEXT");
    properties.putAll(extraProperties);
    putPlace(properties, folder, listeners);
    return properties;
  }

  private static void putPlace(Map<String, String> properties, Path folder, Listeners listeners) {
    var clients = CLIENTS + "://" + listeners.clients();
    properties.put("process.roles", "broker,controller");
    properties.put("node.id", Integer.toString(NODE_ID));
    properties.put("listeners", clients + "," + CONTROLLER + "://" + listeners.controller());
    properties.put("advertised.listeners", clients);
    properties.put("inter.broker.listener.name", CLIENTS);
    properties.put("controller.listener.names", CONTROLLER);
    properties.put("controller.quorum.voters", NODE_ID + "@" + listeners.controller());
    properties.put("log.dirs", folder.toString());
    // A broker that was killed is kept from registering anew until its last session is over: 9 s
    // unless said otherwise.
    properties.put("broker.heartbeat.interval.ms", "500");
    properties.put("broker.session.timeout.ms", "3000");
  }

  private static void putTopics(Map<String, String> properties) {
    properties.put("auto.create.topics.enable", "false");
    properties.put("default.replication.factor", "1");
    properties.put("min.insync.replicas", "1");
    properties.put("offsets.topic.num.partitions", "1");
    properties.put("offsets.topic.replication.factor", "1");
    properties.put("transaction.state.log.num.partitions", "1");
    properties.put("transaction.state.log.replication.factor", "1");
    properties.put("transaction.state.log.min.isr", "1");
    properties.put("share.coordinator.state.topic.num.partitions", "1");
    properties.put("share.coordinator.state.topic.replication.factor", "1");
    properties.put("share.coordinator.state.topic.min.isr", "1");
    // A dead worker's open transaction stalls its readers until the broker looks for it.
    properties.put("transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000");
  }

  private static void putGroups(Map<String, String> properties) {
    properties.put("group.initial.rebalance.delay.ms", "0");
    properties.put("group.min.session.timeout.ms", "1000");
    properties.put("group.consumer.min.session.timeout.ms", "1000");
    properties.put("group.consumer.session.timeout.ms", "10000");
    properties.put("group.consumer.min.heartbeat.interval.ms", "100");
    // Partitions move with the members' reports: some of these for each hand-over.
    properties.put("group.consumer.heartbeat.interval.ms", "500");
    // Ten years: a laptop that was off for a month must not lose its place.
    properties.put("offsets.retention.minutes", "5256000");
  }

  private static void putThreads(Map<String, String> properties) {
    properties.put("num.network.threads", "1");
    properties.put("num.io.threads", "2");
    properties.put("background.threads", "2");
    properties.put("num.recovery.threads.per.data.dir", "2");
    properties.put("log.cleaner.enable", "true");
    properties.put("log.cleaner.threads", "1");
    properties.put("log.cleaner.dedupe.buffer.size", "4194304");
    // No JMX: two brokers in one JVM would fight for the names.
    properties.put("metric.reporters", "");
  }
}
