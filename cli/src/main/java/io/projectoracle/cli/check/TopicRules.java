package io.projectoracle.cli.check;

import io.projectoracle.cli.check.Facts.Partition;
import io.projectoracle.cli.check.Facts.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Judges the topics: whether they exist, how they are set up, and how many copies they have. */
record TopicRules(Facts facts) {
  private static final String MIN_IN_SYNC = "min.insync.replicas";

  List<Finding> judge() {
    List<Finding> findings = new ArrayList<>();
    for (String name : facts.missing()) {
      findings.add(
          Finding.error(
              "topic " + name,
              "does not exist",
              "create what is missing",
              "oracle topics create" + facts.topics().commandOptions()));
    }
    judgeSettings(findings);
    facts.found().values().stream()
        .sorted((one, other) -> one.name().compareTo(other.name()))
        .forEach(topic -> judgePartitions(topic, findings));
    facts.internals().forEach((name, copies) -> judgeInternal(name, copies, findings));
    return findings;
  }

  private void judgeSettings(List<Finding> findings) {
    for (TopicRequirement requirement : TopicRequirements.of(facts.topics())) {
      Topic topic = facts.found().get(requirement.topic());
      Map<String, String> settings = topic == null ? null : topic.settings();
      String actual = settings == null ? null : settings.get(requirement.key());
      if (actual != null && !requirement.holds().test(actual)) {
        findings.add(
            new Finding(
                requirement.severity(),
                "topic " + requirement.topic(),
                requirement.key()
                    + " "
                    + requirement.wanted()
                    + ", "
                    + requirement.reason()
                    + ": "
                    + actual,
                "set it",
                "oracle topics configure" + facts.topics().commandOptions()));
      }
    }
  }

  private void judgePartitions(Topic topic, List<Finding> findings) {
    String subject = "topic " + topic.name();
    int least = least(topic);
    add(
        findings,
        topic,
        partition -> !partition.hasLeader(),
        (numbers) ->
            Finding.error(
                subject, "no leader of partitions " + numbers, "start their brokers again", null));
    add(
        findings,
        topic,
        partition -> partition.hasLeader() && partition.inSync() < least,
        numbers ->
            Finding.error(
                subject,
                "fewer copies in sync than "
                    + MIN_IN_SYNC
                    + " "
                    + least
                    + " of partitions "
                    + numbers
                    + ", so that nothing can be written there",
                "start their brokers again",
                null));
    add(
        findings,
        topic,
        partition -> partition.inSync() >= least && partition.inSync() < partition.replicas(),
        numbers ->
            Finding.warning(
                subject,
                "copies out of sync of partitions " + numbers,
                "see why their brokers do not keep up, or start them again",
                null));
    int copies = topic.partitions().stream().mapToInt(Partition::replicas).min().orElse(0);
    judgeCopies(subject, topic, copies, least, findings);
  }

  private void judgeCopies(
      String subject, Topic topic, int copies, int least, List<Finding> findings) {
    if (copies == 1 && facts.brokers() > 1) {
      findings.add(
          Finding.warning(
              subject,
              "one copy only, which is lost with its broker",
              "add copies with kafka-reassign-partitions.sh",
              null));
    } else if (copies > 1 && least < 2) {
      findings.add(
          Finding.warning(
              subject,
              MIN_IN_SYNC
                  + " must be at least 2, else what is acknowledged can be lost with a"
                  + " broker: "
                  + least,
              "set it",
              setInSync(topic)));
    } else if (copies > 1 && least >= copies) {
      findings.add(
          Finding.warning(
              subject,
              MIN_IN_SYNC
                  + " must be below the copies "
                  + copies
                  + ", else nothing can be written while a broker is away: "
                  + least,
              "set it",
              setInSync(topic)));
    }
  }

  private String setInSync(Topic topic) {
    return "kafka-configs.sh --bootstrap-server "
        + facts.servers()
        + " --alter --entity-type topics --entity-name "
        + topic.name()
        + " --add-config "
        + MIN_IN_SYNC
        + "=2";
  }

  private void judgeInternal(String name, int copies, List<Finding> findings) {
    if (copies == 1 && facts.brokers() > 1) {
      findings.add(
          Finding.warning(
              "topic " + name,
              "one copy only: without its broker no worker can commit",
              "add copies with kafka-reassign-partitions.sh",
              null));
    }
  }

  private static int least(Topic topic) {
    Map<String, String> settings = topic.settings();
    String least = settings == null ? null : settings.get(MIN_IN_SYNC);
    return least == null ? 1 : Integer.parseInt(least);
  }

  private static void add(
      List<Finding> findings,
      Topic topic,
      Predicate<Partition> which,
      java.util.function.Function<List<Integer>, Finding> finding) {
    List<Integer> numbers =
        topic.partitions().stream().filter(which).map(Partition::number).sorted().toList();
    if (!numbers.isEmpty()) {
      findings.add(finding.apply(numbers));
    }
  }
}
