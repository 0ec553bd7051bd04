package io.projectoracle.chaos.watch;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.jspecify.annotations.Nullable;

/**
 * How long a worker may be silent before the group gives its partitions away.
 *
 * @param session that time
 * @param heartbeat how often a worker reports
 */
public record GroupSettings(Duration session, Duration heartbeat) {
  private static final String SESSION = "consumer.session.timeout.ms";
  private static final String HEARTBEAT = "consumer.heartbeat.interval.ms";

  /** Reports in a session. A worker hears of partitions that fall to it with its next report. */
  private static final int HEARTBEATS = 20;

  /**
   * Sets the session of a group, and tells what holds then.
   *
   * @param session null to leave it as the cluster has it
   */
  public static GroupSettings apply(Admin admin, String group, @Nullable Duration session)
      throws InterruptedException {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.GROUP, group);
    try {
      if (session != null) {
        Collection<AlterConfigOp> wanted =
            List.of(
                set(SESSION, session.toMillis()),
                set(HEARTBEAT, Math.max(100, session.toMillis() / HEARTBEATS)));
        admin.incrementalAlterConfigs(Map.of(resource, wanted)).all().get();
      }
      Config config = admin.describeConfigs(List.of(resource)).all().get().get(resource);
      if (config == null) {
        throw new IllegalStateException("Kafka did not tell about group '" + group + "'");
      }
      return new GroupSettings(duration(config, SESSION), duration(config, HEARTBEAT));
    } catch (ExecutionException e) {
      throw new IllegalStateException("session of group '" + group + "' cannot be set", e);
    }
  }

  private static AlterConfigOp set(String key, long millis) {
    return new AlterConfigOp(new ConfigEntry(key, Long.toString(millis)), AlterConfigOp.OpType.SET);
  }

  private static Duration duration(Config config, String key) {
    return Duration.ofMillis(Long.parseLong(config.get(key).value()));
  }
}
