package io.projectoracle.gateway.boot;

import static io.projectoracle.gateway.testkit.Door.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.projectoracle.contract.Topics;
import io.projectoracle.gateway.testkit.Door;
import io.projectoracle.gateway.testkit.EventStream;
import io.projectoracle.gateway.testkit.EventStream.Event;
import io.projectoracle.gateway.testkit.StandInWorker;
import io.projectoracle.gateway.testkit.TestBroker;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class StreamIT {
  /**
   * More streams than a key may have by default, since it takes a while to see that one is left.
   */
  private static final String[] SETTINGS = {
    "--oracle.gateway.streams.keep-alive=1s",
    "--oracle.gateway.streams.max=100",
    "--oracle.gateway.streams.max-per-key=100"
  };

  private static Topics topics;
  private static RunningGateway gateway;
  private static StandInWorker worker;
  private static Door acme;
  private static Door globex;

  @BeforeAll
  static void start() {
    topics = TestBroker.newTopics();
    worker = new StandInWorker(TestBroker.servers(), topics);
    gateway = RunningGateway.start(topics, SETTINGS);
    acme = gateway.acme();
    globex = gateway.globex();
  }

  @AfterAll
  static void stop() {
    gateway.close();
    worker.close();
  }

  @Test
  void handsOutTheAnswersOfTheTenantAsTheyCome() {
    try (EventStream mine = acme.stream();
        EventStream others = globex.stream()) {
      String first = answered(acme, "First");
      String theirs = answered(globex, "Theirs");
      mine.await(1);
      String second = answered(acme, "Second");

      assertThat(mine.await(2).events()).extracting(Event::type).containsOnly("answer");
      assertThat(mine.data()).containsExactly(answer(acme, first), answer(acme, second));
      assertThat(others.await(1).data()).containsExactly(answer(globex, theirs));
    }
  }

  @Test
  void deliversExactlyWhatWasMissedWhereverItIsTakenUp() {
    List<Event> seen;
    try (EventStream stream = acme.stream()) {
      answered(acme, "Missed", 6);
      seen = stream.await(6).events();
    }
    List<EventStream> resumed =
        seen.stream()
            .map(event -> acme.stream(event.id()).await(after(seen, event).size()))
            .toList();

    String last = answer(acme, answered(acme, "After all"));

    for (Event event : seen) {
      List<String> expected = new ArrayList<>(after(seen, event));
      expected.add(last);
      EventStream stream = resumed.get(seen.indexOf(event)).await(expected.size());
      assertThat(stream.data()).containsExactlyInAnyOrderElementsOf(expected);
      stream.close();
    }
  }

  @Test
  void readersWhoLeaveEndNoOtherStream() {
    for (int round = 0; round < 4; round++) {
      open(20).forEach(EventStream::close);
      answered(acme, "Makes the server write to those who left");

      List<EventStream> staying = open(20); // While the server sees that the others have left.

      answered(acme, "For all who stayed");
      for (EventStream stream : staying) {
        assertThat(stream.await(1).events()).hasSize(1);
        stream.close();
      }
    }
  }

  @Test
  void isTakenUpAtAnotherGateway() {
    String position;
    try (EventStream stream = acme.stream()) {
      position = stream.lastId();
    }
    String missed = answer(acme, answered(acme, "While nobody read"));

    try (RunningGateway other = RunningGateway.start(topics);
        EventStream stream = other.acme().stream(position)) {
      assertThat(stream.await(1).data()).containsExactly(missed);
    }
  }

  @Test
  void movesItsPositionWhileOnlyOthersGetAnswers() {
    try (EventStream stream = acme.stream()) {
      String before = stream.lastId();

      answered(globex, "Not for acme");

      stream.awaitIdOtherThan(before);
      assertThat(stream.events()).isEmpty();
    }
  }

  @Test
  void neverShowsAnswersOfATransactionThatWasAborted() {
    try (EventStream stream = acme.stream()) {
      String id = acme.submit("Answered at the second try");
      ConsumerRecord<byte[], byte[]> query = worker.take(id);
      worker.answerAndAbort(List.of(query, query, query));
      worker.answer(query);

      stream.await(1);
      answered(acme, "Afterwards");

      assertThat(stream.await(2).events()).hasSize(2);
    }
  }

  @Test
  void refusesAPositionThatItDidNotGiveOut() {
    for (String id : List.of("42", "nonsense!", "AQ", "AQQAAAAA_w")) {
      HttpResponse<String> response =
          acme.checked(acme.request("/v1/answers").header("Last-Event-ID", id));
      assertThat(response.statusCode()).as(id).isEqualTo(400);
      assertThat(json(response).path("type").asString())
          .isEqualTo("urn:projectoracle:problem:invalid-event-id");
    }
  }

  @Test
  void saysThatAnswersAreGoneRatherThanSkipThem() throws Exception {
    Topics own = TestBroker.newTopics();
    try (var itsWorker = new StandInWorker(TestBroker.servers(), own);
        RunningGateway itsGateway = RunningGateway.start(own, SETTINGS)) {
      Door door = itsGateway.acme();
      String before;
      String after;
      try (EventStream stream = door.stream()) {
        before = stream.lastId();
        itsWorker.answer(itsWorker.take(door.submit("Soon deleted")));
        String answer = stream.await(1).events().get(0).id();
        after = stream.awaitIdOtherThan(answer);
      }
      deleteAnswers(own);

      HttpResponse<String> gone =
          door.checked(door.request("/v1/answers").header("Last-Event-ID", before));

      assertThat(gone.statusCode()).isEqualTo(410);
      try (EventStream stream = door.stream(after)) {
        itsWorker.answer(itsWorker.take(door.submit("Nothing was missed")));
        assertThat(stream.await(1).events()).hasSize(1);
      }
    }
  }

  @Test
  void boundsTheStreamsOfAKeyAndFreesThemWhenReadersLeave() {
    try (RunningGateway bounded =
        RunningGateway.start(
            topics,
            "--oracle.gateway.streams.keep-alive=1s",
            "--oracle.gateway.streams.max-per-key=2",
            "--oracle.gateway.streams.max=3")) {
      Door mine = bounded.acme();
      EventStream leaving = mine.stream();
      EventStream staying = mine.stream();

      HttpResponse<String> third = mine.get("/v1/answers");
      assertThat(third.statusCode()).isEqualTo(429);
      assertThat(third.headers().firstValueAsLong("Retry-After").orElseThrow()).isPositive();
      try (EventStream others = bounded.globex().stream()) {
        assertThat(bounded.globex().get("/v1/answers").statusCode()).isEqualTo(503);
        assertThat(others.lastId()).isNotEmpty();
      }
      leaving.close();

      await()
          .atMost(TestBroker.TIMEOUT)
          .ignoreExceptionsInstanceOf(AssertionError.class)
          .untilAsserted(() -> mine.stream().close());
      assertThat(staying.ended()).isNotDone();
      staying.close();
    }
  }

  private static List<EventStream> open(int count) {
    return Stream.generate(() -> acme.stream()).limit(count).toList();
  }

  private static List<String> after(List<Event> seen, Event event) {
    return seen.subList(seen.indexOf(event) + 1, seen.size()).stream().map(Event::data).toList();
  }

  /** Returns when everybody can read the answer: its transaction ends a little after it is told. */
  private static String answered(Door door, String prompt) {
    String id = door.submit(prompt);
    worker.answer(worker.take(id));
    answer(door, id);
    return id;
  }

  /** In two transactions, over all partitions. */
  private static void answered(Door door, String prompt, int count) {
    for (int i = 0; i < count; i += 3) {
      int first = i;
      worker.answer(
          IntStream.range(0, 3)
              .mapToObj(it -> worker.take(door.submit(prompt + " " + (first + it))))
              .toList());
    }
  }

  private static String answer(Door door, String id) {
    HttpResponse<String> response = door.get("/v1/queries/" + id + "?wait=60s");
    assertThat(response.statusCode()).isEqualTo(200);
    return response.body();
  }

  private static void deleteAnswers(Topics topics) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", TestBroker.servers()))) {
      int toTheEnd = -1;
      Map<TopicPartition, RecordsToDelete> all =
          IntStream.range(0, TestBroker.PARTITIONS)
              .mapToObj(it -> new TopicPartition(topics.answers(), it))
              .collect(Collectors.toMap(it -> it, it -> RecordsToDelete.beforeOffset(toTheEnd)));
      admin.deleteRecords(all).all().get();
    }
  }
}
