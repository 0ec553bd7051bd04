package io.projectoracle.contract;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The example file holds what a user may want to see at work. */
final class ExampleQueriesTest {
  private static final Path FILE = Path.of("..", "examples", "queries.jsonl");
  private static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");

  private final List<Query> queries = new ArrayList<>();

  @BeforeEach
  void readEveryLineAsAQuery() throws IOException, MalformedMessageException {
    for (String line : Files.readAllLines(FILE)) {
      ObjectNode json = (ObjectNode) JsonMapper.shared().readTree(line);
      json.putIfAbsent("id", json.stringNode("line-" + queries.size()));
      if (json.has("deadline")) {
        Duration patience = Duration.parse(json.path("deadline").asString());
        assertThat(patience).isPositive();
        json.put("deadline", NOON.plus(patience).toString());
      }

      assertThat(ContractDocument.QUERY.schema().validate(json)).as(line).isEmpty();
      queries.add(MessageCodec.decodeQuery(JsonMapper.shared().writeValueAsBytes(json)));
    }
  }

  @Test
  void bothAgentsAreAskedAsOften() {
    assertThat(queries.stream().collect(groupingBy(Query::agent, counting())))
        .isEqualTo(Map.of("onboarding", 30L, "technical", 30L));
  }

  @Test
  void someQuestionsRepeatAndCostNoSecondCall() {
    assertThat(queries.stream().map(QueryKey::of).distinct()).hasSize(51);
  }

  @Test
  void idsAreUnique() {
    assertThat(queries).extracting(Query::id).doesNotHaveDuplicates();
  }

  @Test
  void everyFieldOfALineOccurs() {
    assertThat(queries).anyMatch(query -> !query.id().startsWith("line-"));
    assertThat(queries).anyMatch(query -> query.prompt() == null);
    assertThat(queries).anyMatch(query -> query.tenant() != null);
    assertThat(queries).anyMatch(query -> query.deadline() != null);
    assertThat(queries).anyMatch(query -> !query.metadata().isEmpty());
  }

  @Test
  void oneQuestionIsLong() {
    assertThat(queries).anyMatch(query -> MessageCodec.encode(query).length > 6_000);
  }
}
