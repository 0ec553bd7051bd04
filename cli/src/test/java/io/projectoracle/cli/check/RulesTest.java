package io.projectoracle.cli.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.projectoracle.cli.check.Facts.Group;
import io.projectoracle.cli.check.Facts.Partition;
import io.projectoracle.cli.check.Facts.Topic;
import io.projectoracle.contract.Topics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.acl.AclOperation;
import org.junit.jupiter.api.Test;

/** What takes several brokers, or an authorizer, to break. */
class RulesTest {
  private static final Topics TOPICS = Topics.DEFAULT;
  private static final Group NOBODY = new Group(0, null);

  @Test
  void threeCopiesOfWhichTwoMustBeInSyncAreAsTheyShouldBe() {
    assertThat(judge(3, new Partition(0, true, 3, 3), 2)).isEmpty();
  }

  @Test
  void oneCopyIsEnoughOnlyWhereThereIsOneBroker() {
    assertThat(judge(1, new Partition(0, true, 1, 1), 1)).isEmpty();
    assertThat(judge(3, new Partition(0, true, 1, 1), 1))
        .singleElement()
        .asString()
        .startsWith("warning: topic oracle.queries: one copy only");
  }

  @Test
  void copiesThatMayAllBeBehindProtectNothing() {
    assertThat(judge(3, new Partition(0, true, 3, 3), 1))
        .singleElement()
        .asString()
        .startsWith("warning: topic oracle.queries: min.insync.replicas must be at least 2")
        .endsWith(
            "kafka-configs.sh --bootstrap-server kafka:9092 --alter --entity-type topics"
                + " --entity-name oracle.queries --add-config min.insync.replicas=2");
  }

  @Test
  void copiesThatMustAllBeInSyncStopWritesWithTheFirstBroker() {
    assertThat(judge(3, new Partition(0, true, 3, 3), 3))
        .singleElement()
        .asString()
        .startsWith(
            "warning: topic oracle.queries: min.insync.replicas must be below the copies 3");
  }

  @Test
  void aPartitionWithoutLeaderOrWithTooFewCopiesInSyncIsAnError() {
    assertThat(judge(3, new Partition(7, false, 3, 1), 2))
        .contains(
            "error: topic oracle.queries: no leader of partitions [7]; start their brokers again");
    assertThat(judge(3, new Partition(7, true, 3, 1), 2))
        .singleElement()
        .asString()
        .startsWith("error: topic oracle.queries: fewer copies in sync than min.insync.replicas 2");
    assertThat(judge(3, new Partition(7, true, 3, 2), 2))
        .singleElement()
        .asString()
        .startsWith("warning: topic oracle.queries: copies out of sync of partitions [7]");
  }

  @Test
  void kafkasOwnTopicsNeedCopiesToo() {
    Facts facts = facts(3, Map.of(), Map.of("__transaction_state", 1), NOBODY);

    assertThat(ClusterCheck.judge(facts))
        .singleElement()
        .extracting(Finding::subject)
        .isEqualTo("topic __transaction_state");
  }

  @Test
  void workersBeyondThePartitionsAreNamed() {
    Facts facts =
        facts(
            1,
            Map.of(TOPICS.queries(), topic(new Partition(0, true, 1, 1), 1)),
            Map.of(),
            new Group(2, null));

    assertThat(ClusterCheck.judge(facts))
        .extracting(Finding::problem)
        .containsExactly("2 workers share 1 partitions, so that some stand by");
  }

  @Test
  void aRoleIsJudgedByWhatItsUserMayDo() {
    Set<AclOperation> describe = Set.of(AclOperation.DESCRIBE);
    var rights =
        new Rights(
            Map.of("topic oracle.queries", describe, "group oracle-workers", describe), List.of());

    assertThat(judge(Role.WORKER, rights))
        .containsExactly(
            "error: topic oracle.queries: role worker needs READ, which this user is not granted;"
                + " grant it: kafka-acls.sh --bootstrap-server kafka:9092 --add --allow-principal"
                + " User:NAME --operation READ --topic oracle.queries",
            "error: group oracle-workers: role worker needs READ, which this user is not granted;"
                + " grant it: kafka-acls.sh --bootstrap-server kafka:9092 --add --allow-principal"
                + " User:NAME --operation READ --group oracle-workers");
    assertThat(judge(Role.PRODUCER, rights))
        .singleElement()
        .asString()
        .contains("role producer needs WRITE, which this user is not granted");
  }

  @Test
  void whatCannotBeLookedAtIsNoFindingUnlessARoleNeedsIt() {
    var facts =
        new Facts(
            "kafka:9092",
            TOPICS,
            1,
            null,
            Map.of(),
            List.of(),
            Map.of(),
            null,
            null,
            List.of(),
            List.of());

    assertThat(ClusterCheck.judge(facts)).isEmpty();
    assertThat(
            judge(Role.AGGREGATOR, new Rights(Map.of("topic oracle.usage", Set.of()), List.of())))
        .singleElement()
        .asString()
        .contains("role aggregator needs READ, which this user is not granted");
  }

  private static List<String> judge(Role role, Rights rights) {
    return new GrantRules("kafka:9092", TOPICS, role, rights)
        .judge().stream().map(Finding::line).toList();
  }

  private static List<String> judge(int brokers, Partition partition, int least) {
    Facts facts =
        facts(brokers, Map.of(TOPICS.queries(), topic(partition, least)), Map.of(), NOBODY);
    return ClusterCheck.judge(facts).stream().map(Finding::line).toList();
  }

  private static Topic topic(Partition partition, int least) {
    Map<String, String> settings = new HashMap<>();
    settings.put("min.insync.replicas", Integer.toString(least));
    return new Topic(TOPICS.queries(), List.of(partition), settings);
  }

  private static Facts facts(
      int brokers, Map<String, Topic> found, Map<String, Integer> internals, Group group) {
    return new Facts(
        "kafka:9092",
        TOPICS,
        brokers,
        Map.of("transaction.version", 2, "group.version", 1),
        found,
        List.of(),
        internals,
        Map.of(),
        group,
        List.of(),
        List.of());
  }
}
