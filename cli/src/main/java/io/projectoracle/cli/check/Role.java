package io.projectoracle.cli.check;

import io.projectoracle.aggregator.UsageTopology;
import io.projectoracle.contract.Topics;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.acl.AclOperation;

/** Who uses a cluster, and what each must be allowed to do. */
public enum Role {
  /** Client, and the commands that submit and ask. */
  PRODUCER {
    @Override
    Map<String, Set<AclOperation>> topics(Topics topics) {
      return Map.of(
          topics.queries(), Set.of(AclOperation.WRITE),
          topics.cancels(), Set.of(AclOperation.WRITE),
          topics.answers(), Set.of(AclOperation.READ));
    }
  },
  /** Whoever goes on with a submit that was interrupted. */
  RESUMER {
    @Override
    Map<String, Set<AclOperation>> topics(Topics topics) {
      return Map.of(
          topics.queries(), Set.of(AclOperation.READ, AclOperation.WRITE),
          topics.answers(), Set.of(AclOperation.READ));
    }
  },
  /** HTTP door, which looks queries up too. */
  GATEWAY {
    @Override
    Map<String, Set<AclOperation>> topics(Topics topics) {
      return Map.of(
          topics.queries(), Set.of(AclOperation.READ, AclOperation.WRITE),
          topics.cancels(), Set.of(AclOperation.WRITE),
          topics.answers(), Set.of(AclOperation.READ));
    }
  },
  /** Whoever is handed all answers, by a consumer group that he names. */
  SUBSCRIBER {
    @Override
    Map<String, Set<AclOperation>> topics(Topics topics) {
      return Map.of(topics.answers(), Set.of(AclOperation.READ));
    }

    @Override
    List<String> untold(Topics topics) {
      return List.of("the subscriber's group (only the subscriber knows its name)");
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
    Map<String, Set<AclOperation>> groups(Topics topics) {
      return Map.of(topics.workerGroup(), Set.of(AclOperation.READ));
    }

    @Override
    List<String> untold(Topics topics) {
      return List.of(transactions(topics.workerGroup() + ".*"));
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

    @Override
    List<String> untold(Topics topics) {
      return List.of(transactions(topics.redriveTransactions()));
    }
  },
  /** Aggregator. */
  AGGREGATOR {
    @Override
    Map<String, Set<AclOperation>> topics(Topics topics) {
      return Map.of(
          topics.usage(),
          Set.of(AclOperation.READ),
          UsageTopology.changelog(topics.aggregatorGroup()),
          Set.of(AclOperation.CREATE, AclOperation.READ, AclOperation.WRITE));
    }

    @Override
    Map<String, Set<AclOperation>> groups(Topics topics) {
      return Map.of(topics.aggregatorGroup(), Set.of(AclOperation.READ));
    }

    @Override
    List<String> untold(Topics topics) {
      return List.of(transactions(topics.aggregatorGroup() + "-*"));
    }
  },
  /** Whoever changes topics' settings and deletes finished queries. */
  CARETAKER {
    @Override
    Map<String, Set<AclOperation>> topics(Topics topics) {
      return Map.of(topics.queries(), Set.of(AclOperation.ALTER_CONFIGS, AclOperation.DELETE));
    }

    @Override
    List<String> untold(Topics topics) {
      return List.of(
          "settings of topics " + topics.prefix() + ".* (Kafka tells those who may describe them)");
    }

    @Override
    Map<String, Set<AclOperation>> groups(Topics topics) {
      return Map.of(topics.workerGroup(), Set.of(AclOperation.DESCRIBE));
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
    Map<String, Set<AclOperation>> groups(Topics topics) {
      return Map.of(topics.workerGroup(), Set.of(AclOperation.READ));
    }
  };

  abstract Map<String, Set<AclOperation>> topics(Topics topics);

  /** What it must be allowed on consumer groups. */
  Map<String, Set<AclOperation>> groups(Topics topics) {
    return Map.of();
  }

  /** What else it must be allowed to use, of which nobody can be asked, and why not. */
  List<String> untold(Topics topics) {
    return List.of();
  }

  private static String transactions(String id) {
    return "transactional id " + id + " (Kafka does not tell)";
  }

  /** As it is printed. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
