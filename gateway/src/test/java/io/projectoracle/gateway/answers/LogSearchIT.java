package io.projectoracle.gateway.answers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.projectoracle.client.KafkaClients;
import io.projectoracle.client.KafkaConnection;
import io.projectoracle.client.QueryPublisher;
import io.projectoracle.client.TopicAdmin;
import io.projectoracle.contract.Query;
import io.projectoracle.contract.QueryIds;
import io.projectoracle.contract.SizeLimits;
import io.projectoracle.contract.Topics;
import io.projectoracle.gateway.testkit.StandInWorker;
import io.projectoracle.gateway.testkit.TestBroker;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class LogSearchIT {
  private static final int QUERIES = 100;
  private static final IdWindow WINDOW =
      new IdWindow(Duration.ofMinutes(15), Duration.ofMinutes(1));

  /** So little at a time that a search takes long. */
  private static final KafkaConnection CONNECTION =
      new KafkaConnection(TestBroker.servers(), Map.of("max.poll.records", "5"));

  private static final Topics TOPICS = new Topics("search");

  /** The last of many in one partition. */
  private static QueryName last = new QueryName(null, QueryIds.next());

  @BeforeAll
  static void answerMany() {
    try (var admin = new TopicAdmin(CONNECTION, TestBroker.TIMEOUT)) {
      admin.create(TOPICS, 1, 1);
    }
    try (var publisher =
            new QueryPublisher(
                CONNECTION, TOPICS, SizeLimits.DEFAULT, "search", TestBroker.TIMEOUT);
        var worker = new StandInWorker(TestBroker.servers(), TOPICS)) {
      for (int i = 0; i < QUERIES; i++) {
        last = new QueryName(null, QueryIds.next());
        publisher.publish(Query.of(last.id(), "technical", "Question " + i), null).join();
      }
      worker.answer(worker.take(QUERIES));
    }
  }

  @Test
  void aSearchThatRunsOutOfTimeIsTakenUpWhereItWas() {
    try (var search = new LogSearch(KafkaClients.reader(CONNECTION, "search"), TOPICS, WINDOW)) {
      var progress = new SearchProgress();
      assertThatThrownBy(() -> search.find(last, progress, tooShort()))
          .isInstanceOf(TimeoutException.class);

      assertThat(searched(search, progress).outcome()).isEqualTo("answered");
    }
  }

  private static Finding searched(LogSearch search, SearchProgress progress) {
    for (int i = 0; i < QUERIES; i++) {
      try {
        return search.find(last, progress, tooShort());
      } catch (TimeoutException e) {
        assertThat(e).hasMessage("out of time");
      }
    }
    throw new AssertionError("a search gets no further");
  }

  /** Enough for half of the records: a second passes whenever somebody looks at the clock. */
  private static Deadline tooShort() {
    var clock = new AtomicLong();
    LongSupplier seconds = () -> clock.getAndAdd(Duration.ofSeconds(1).toNanos());
    return Deadline.in(Duration.ofSeconds(20), seconds);
  }
}
