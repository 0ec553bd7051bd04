package io.projectoracle.cli.check;

import io.projectoracle.contract.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.common.acl.AclOperation;

/** Judges what this user may do, in a role. */
record GrantRules(String servers, Topics topics, Role role, Rights rights) {
  List<Finding> judge() {
    List<Finding> findings = new ArrayList<>();
    judge("topic ", role.topics(topics), findings);
    judge("group ", role.groups(topics), findings);
    return findings;
  }

  private void judge(String kind, Map<String, Set<AclOperation>> needed, List<Finding> findings) {
    new TreeMap<>(needed)
        .forEach(
            (name, operations) -> {
              Set<AclOperation> allowed = rights.allowed().get(kind + name);
              if (allowed != null) {
                new TreeSet<>(operations)
                    .stream()
                        .filter(operation -> !allowed.contains(operation))
                        .forEach(operation -> findings.add(missing(kind + name, operation)));
              }
            });
  }

  private Finding missing(String subject, AclOperation operation) {
    return Finding.error(
        subject,
        "role " + role + " needs " + operation + ", which this user is not granted",
        "grant it",
        "kafka-acls.sh --bootstrap-server "
            + servers
            + " --add --allow-principal User:NAME --operation "
            + operation
            + " --"
            + subject);
  }
}
