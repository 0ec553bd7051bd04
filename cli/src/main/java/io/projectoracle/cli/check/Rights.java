package io.projectoracle.cli.check;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.acl.AclOperation;

/**
 * What the user who asks may do where a role works, as far as Kafka tells.
 *
 * @param allowed by subject, {@code topic oracle.usage}: nothing if it may not even be looked at;
 *     absent without an authorizer
 * @param untold of what nothing is known, and why not
 */
record Rights(Map<String, Set<AclOperation>> allowed, List<String> untold) {
  Rights {
    allowed = Map.copyOf(allowed);
    untold = List.copyOf(untold);
  }
}
