package io.projectoracle.cli.check;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Judges the features and settings of the brokers. */
record BrokerRules(Facts facts) {
  /** How long a transaction of a worker may stay open; the worker sets it. */
  private static final long TRANSACTION_MILLIS = 8_000;

  private static final long LEAST_RETENTION_MINUTES = Duration.ofDays(30).toMinutes();

  List<Finding> judge() {
    List<Finding> findings = new ArrayList<>();
    Map<String, Integer> features = facts.features();
    if (features != null) {
      judgeFeature(
          features,
          "transaction.version",
          2,
          "else results can be lost or doubled (KIP-890), and no worker begins",
          findings);
      judgeFeature(
          features, "group.version", 1, "else no worker can join its group (KIP-848)", findings);
    }
    Map<String, String> broker = facts.broker();
    if (broker != null) {
      judgeSettings(broker, findings);
    }
    return findings;
  }

  private void judgeFeature(
      Map<String, Integer> features,
      String name,
      int least,
      String reason,
      List<Finding> findings) {
    int level = features.getOrDefault(name, 0);
    if (level < least) {
      findings.add(
          Finding.error(
              "cluster",
              name + " must be at least " + least + ", " + reason + ": " + level,
              "raise it",
              "kafka-features.sh --bootstrap-server "
                  + facts.servers()
                  + " upgrade --feature "
                  + name
                  + "="
                  + least));
    }
  }

  private static void judgeSettings(Map<String, String> broker, List<Finding> findings) {
    long retention = number(broker, "offsets.retention.minutes", Long.MAX_VALUE);
    if (retention < LEAST_RETENTION_MINUTES) {
      findings.add(
          Finding.warning(
              "brokers",
              "offsets.retention.minutes should be at least "
                  + LEAST_RETENTION_MINUTES
                  + ", else workers that stay stopped for "
                  + retention / Duration.ofDays(1).toMinutes()
                  + " days do not know any more what is answered: "
                  + retention,
              "set it in the brokers' configuration",
              null));
    }
    long longest = number(broker, "transaction.max.timeout.ms", Long.MAX_VALUE);
    if (longest < TRANSACTION_MILLIS) {
      findings.add(
          Finding.error(
              "brokers",
              "transaction.max.timeout.ms must be at least "
                  + TRANSACTION_MILLIS
                  + ", else no worker can commit: "
                  + longest,
              "set it in the brokers' configuration",
              null));
    }
  }

  static long number(Map<String, String> settings, String key, long otherwise) {
    String value = settings.get(key);
    return value == null ? otherwise : Long.parseLong(value);
  }
}
