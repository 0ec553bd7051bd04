package io.projectoracle.cli.check;

import io.projectoracle.cli.check.Facts.Group;
import io.projectoracle.cli.check.Facts.Topic;
import io.projectoracle.cli.check.Facts.Transaction;
import io.projectoracle.cli.console.DurationText;
import io.projectoracle.cli.offsets.PartitionOffset;
import io.projectoracle.worker.offset.CommittedOffset;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Judges the workers' group: its session, its offsets, and what its transactions hold up. */
record GroupRules(Facts facts) {
  private static final long LONGEST_SESSION_MILLIS = Duration.ofSeconds(30).toMillis();
  private static final long GOOD_SESSION_MILLIS = Duration.ofSeconds(15).toMillis();

  /** How long a dead worker's transaction stays open by itself. */
  private static final long TRANSACTION_MILLIS = Duration.ofSeconds(8).toMillis();

  List<Finding> judge() {
    List<Finding> findings = new ArrayList<>();
    judgeSession(findings);
    judgeMembers(findings);
    facts.offsets().forEach(offset -> judgeOffset(offset, findings));
    facts.transactions().forEach(transaction -> judgeTransaction(transaction, findings));
    return findings;
  }

  private void judgeSession(List<Finding> findings) {
    Map<String, String> broker = facts.broker() == null ? Map.of() : facts.broker();
    Group group = facts.group();
    Map<String, String> own =
        group == null || group.settings() == null ? Map.of() : group.settings();
    long session =
        BrokerRules.number(
            own,
            "consumer.session.timeout.ms",
            BrokerRules.number(broker, "group.consumer.session.timeout.ms", GOOD_SESSION_MILLIS));
    String subject = "group " + facts.topics().workerGroup();
    if (session > LONGEST_SESSION_MILLIS) {
      findings.add(
          Finding.warning(
              subject,
              "session timeout should be at most "
                  + LONGEST_SESSION_MILLIS
                  + " ms, since so long nobody takes over from a worker that was killed: "
                  + session,
              BrokerRules.number(broker, "group.consumer.min.session.timeout.ms", 0)
                      <= GOOD_SESSION_MILLIS
                  ? "shorten it"
                  : "set group.consumer.min.session.timeout.ms in the brokers' configuration to at"
                      + " most "
                      + GOOD_SESSION_MILLIS
                      + ", then shorten it",
              setSession()));
    } else if (session <= TRANSACTION_MILLIS) {
      findings.add(
          Finding.warning(
              subject,
              "session timeout should be above "
                  + TRANSACTION_MILLIS
                  + " ms, the workers' transaction timeout: "
                  + session,
              "lengthen it",
              setSession()));
    }
  }

  private String setSession() {
    return "kafka-configs.sh --bootstrap-server "
        + facts.servers()
        + " --alter --entity-type groups --entity-name "
        + facts.topics().workerGroup()
        + " --add-config consumer.session.timeout.ms="
        + GOOD_SESSION_MILLIS;
  }

  private void judgeMembers(List<Finding> findings) {
    Topic queries = facts.found().get(facts.topics().queries());
    Group group = facts.group();
    if (queries != null && group != null && group.members() > queries.partitions().size()) {
      findings.add(
          Finding.warning(
              "group " + facts.topics().workerGroup(),
              group.members()
                  + " workers share "
                  + queries.partitions().size()
                  + " partitions, so that some stand by",
              "stop some, or add partitions",
              null));
    }
  }

  private void judgeOffset(PartitionOffset offset, List<Finding> findings) {
    CommittedOffset.Broken problem = offset.problem();
    if (problem == null) {
      return;
    }
    CommittedOffset.Remedy remedy = problem.remedies().get(0);
    findings.add(
        Finding.error(
            "partition " + offset.partition() + " of " + facts.topics().queries(),
            problem.problem(),
            "stop the workers, then, "
                + remedy.purpose()
                + (problem.remedies().size() > 1 ? " (oracle offsets show names another way)" : ""),
            "oracle offsets reset"
                + facts.topics().commandOptions()
                + " --partition "
                + offset.partition()
                + " "
                + remedy.options()));
  }

  private static void judgeTransaction(Transaction transaction, List<Finding> findings) {
    findings.add(
        Finding.warning(
            "transaction " + transaction.id(),
            "open for more than "
                + DurationText.format(transaction.openFor())
                + ", while readers of "
                + String.join(", ", transaction.partitions())
                + " wait behind it",
            "Kafka ends it after "
                + DurationText.format(transaction.timeout())
                + "; sooner: see whose it is, and kafka-transactions.sh abort",
            null));
  }
}
