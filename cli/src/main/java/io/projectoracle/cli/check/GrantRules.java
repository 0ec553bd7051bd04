package io.projectoracle.cli.check;

import io.projectoracle.cli.check.Facts.Group;
import io.projectoracle.cli.check.Facts.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.common.acl.AclOperation;
import org.jspecify.annotations.Nullable;

/** Judges what this user may do, in a role. */
record GrantRules(Facts facts, Role role) {
  List<Finding> judge() {
    List<Finding> findings = new ArrayList<>();
    new TreeMap<>(role.topics(facts.topics()))
        .forEach(
            (topic, needed) -> {
              if (!facts.missing().contains(topic)) {
                judge("topic " + topic, needed, allowed(facts.found().get(topic)), findings);
              }
            });
    Group group = facts.group();
    if (role.readsAsWorker()) {
      judge(
          "group " + facts.topics().workerGroup(),
          Set.of(AclOperation.READ),
          group == null ? Set.of() : group.allowed(),
          findings);
    }
    return findings;
  }

  /** Nothing, if it may not even be looked at. */
  private static @Nullable Set<AclOperation> allowed(@Nullable Topic topic) {
    return topic == null ? Set.of() : topic.allowed();
  }

  private void judge(
      String subject,
      Set<AclOperation> needed,
      @Nullable Set<AclOperation> allowed,
      List<Finding> findings) {
    if (allowed == null) {
      return; // Nobody restricts it.
    }
    for (AclOperation operation : new TreeSet<>(needed)) {
      if (!allowed.contains(operation)) {
        findings.add(
            Finding.error(
                subject,
                "role " + role + " needs " + operation + ", which this user is not granted",
                "grant it",
                "kafka-acls.sh --bootstrap-server "
                    + facts.servers()
                    + " --add --allow-principal User:NAME --operation "
                    + operation
                    + " --"
                    + subject));
      }
    }
  }
}
