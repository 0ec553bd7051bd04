package io.projectoracle.cli.check;

import io.projectoracle.contract.Topics;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.acl.AclOperation;

/** Who uses a cluster, and what each must be allowed to do; transactional ids cannot be asked. */
public enum Role {
  /** Client, HTTP door, and the commands that submit and ask. */
  PRODUCER {
    @Override
    Map<String, Set<AclOperation>> topics(Topics topics) {
      return Map.of(
          topics.queries(), Set.of(AclOperation.WRITE),
          topics.cancels(), Set.of(AclOperation.WRITE),
          topics.answers(), Set.of(AclOperation.READ));
    }
  },
  /** Worker. */
  WORKER {
    @Override
    Map<String, Set<AclOperation>> topics(Topics topics) {
      return Map.of(
          topics.queries(), Set.of(AclOperation.READ),
          topics.cancels(), Set.of(AclOperation.READ),
          topics.answers(), Set.of(AclOperation.WRITE),
          topics.usage(), Set.of(AclOperation.WRITE),
          topics.deadLetters(), Set.of(AclOperation.WRITE));
    }

    @Override
    boolean readsAsWorker() {
      return true;
    }
  },
  /** Whoever has failed queries asked once more. */
  REDRIVER {
    @Override
    Map<String, Set<AclOperation>> topics(Topics topics) {
      return Map.of(
          topics.queries(), Set.of(AclOperation.READ, AclOperation.WRITE),
          topics.answers(), Set.of(AclOperation.READ),
          topics.deadLetters(), Set.of(AclOperation.READ, AclOperation.WRITE));
    }
  },
  /** Aggregator. */
  AGGREGATOR {
    @Override
    Map<String, Set<AclOperation>> topics(Topics topics) {
      return Map.of(topics.usage(), Set.of(AclOperation.READ));
    }
  },
  /** Whoever sets up topics and offsets. */
  OPERATOR {
    @Override
    Map<String, Set<AclOperation>> topics(Topics topics) {
      return Map.of(
          topics.queries(), Set.of(AclOperation.READ, AclOperation.DESCRIBE_CONFIGS),
          topics.answers(), Set.of(AclOperation.DESCRIBE_CONFIGS),
          topics.usage(), Set.of(AclOperation.DESCRIBE_CONFIGS),
          topics.deadLetters(), Set.of(AclOperation.DESCRIBE_CONFIGS),
          topics.cancels(), Set.of(AclOperation.DESCRIBE_CONFIGS));
    }

    @Override
    boolean readsAsWorker() {
      return true;
    }
  };

  abstract Map<String, Set<AclOperation>> topics(Topics topics);

  /** Whether it must be allowed to read as the workers' group. */
  boolean readsAsWorker() {
    return false;
  }

  /** As it is printed. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
