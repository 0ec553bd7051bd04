package io.projectoracle.cli.check;

import io.projectoracle.cli.cluster.Cluster;
import io.projectoracle.contract.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a look at a cluster brought.
 *
 * @param findings what is wrong, the worst first
 * @param brokers how many brokers there are
 * @param topics how many of the installation's topics exist
 * @param partitions how many partitions of the queries topic were looked at
 * @param untold what the role needs of which could not be seen whether it is granted, and why not
 */
public record ClusterCheck(
    List<Finding> findings, int brokers, int topics, int partitions, List<String> untold) {
  /** No transaction of a worker stays open as long. */
  private static final Duration LONG_OPEN = Duration.ofMinutes(1);

  /**
   * Looks.
   *
   * @param servers where the cluster was reached, for remedies
   * @param role whose grants to look at, by the user who asks; absent: nobody's
   */
  public static ClusterCheck of(
      String servers, Cluster cluster, Topics topics, @Nullable Role role) {
    // A user in a role need not see everything; nobody else should take what is unseen for sound.
    Severity unseen = role == null ? Severity.ERROR : Severity.WARNING;
    var reader = new FactsReader(servers, cluster, topics, LONG_OPEN, unseen);
    Facts facts = reader.read();
    List<Finding> findings = judge(facts);
    List<String> untold = List.of();
    if (role != null) {
      Rights rights = new RightsReader(cluster).read(topics, role);
      findings.addAll(new GrantRules(servers, topics, role, rights).judge());
      untold = rights.untold();
    }
    findings.addAll(reader.findings());
    findings.sort(Comparator.comparing(Finding::severity));
    return new ClusterCheck(
        List.copyOf(findings),
        facts.brokers(),
        facts.found().size(),
        facts.offsets().size(),
        untold);
  }

  static List<Finding> judge(Facts facts) {
    List<Finding> findings = new ArrayList<>();
    findings.addAll(new BrokerRules(facts).judge());
    findings.addAll(new TopicRules(facts).judge());
    findings.addAll(new GroupRules(facts).judge());
    return findings;
  }

  /** How many findings are that bad. */
  public long count(Severity severity) {
    return findings.stream().filter(finding -> finding.severity() == severity).count();
  }
}
