package io.projectoracle.cli.queries;

import static org.assertj.core.api.Assertions.assertThat;

import io.projectoracle.contract.CachePolicy;
import io.projectoracle.contract.Overrides;
import io.projectoracle.contract.Query;
import io.projectoracle.contract.Role;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueryFileTest {
  private static final Instant NOW = Instant.parse("2026-01-31T09:00:00Z");

  private final List<String> warnings = new ArrayList<>();

  @Test
  void readsEveryField() throws IOException {
    Query query =
        valid(
            """
            {"id":"q1","agent":"technical","messages":[{"role":"user","content":"why?"}],\
            "tenant":"acme","deadline":"PT10M","metadata":{"a":"b"},"cache":"bypass",\
            "overrides":{"model":"m","temperature":0.5,"maxTokens":7}}
            """);

    assertThat(query.id()).isEqualTo("q1");
    assertThat(query.messages())
        .singleElement()
        .extracting(each -> each.role())
        .isEqualTo(Role.USER);
    assertThat(query.tenant()).isEqualTo("acme");
    assertThat(query.deadline()).isEqualTo(NOW.plusSeconds(600));
    assertThat(query.metadata()).isEqualTo(Map.of("a", "b"));
    assertThat(query.cache()).isEqualTo(CachePolicy.BYPASS);
    assertThat(query.overrides()).isEqualTo(new Overrides("m", 0.5, 7));
    assertThat(warnings).isEmpty();
  }

  @Test
  void makesAnIdWhereThereIsNone() throws IOException {
    assertThat(valid("{\"agent\":\"technical\",\"prompt\":\"why?\"}").id()).hasSize(36);
  }

  @Test
  void readsAnAbsoluteDeadline() throws IOException {
    Query query =
        valid("{\"agent\":\"a\",\"prompt\":\"p\",\"deadline\":\"2026-12-31T23:59:00+01:00\"}");

    assertThat(query.deadline()).isEqualTo(Instant.parse("2026-12-31T22:59:00Z"));
  }

  @Test
  void skipsBlankLinesAndAByteOrderMark() throws IOException {
    List<QueryLine> lines =
        read(
            "\uFEFF{\"agent\":\"a\",\"prompt\":\"1\"}\r\n\n  \n{\"agent\":\"a\",\"prompt\":\"2\"}");

    assertThat(lines).hasOnlyElementsOfType(QueryLine.Valid.class);
    assertThat(lines).extracting(QueryLine::number).containsExactly(1L, 4L);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"agent":"a","prompt":"geheim"             | not valid JSON
          [1]                                        | not a JSON object
          {"agent":"a","prompt":"geheim"} {}         | more than one JSON value
          {"prompt":"geheim"}                        | agent is missing
          {"agent":"a"}                              | prompt or messages is missing
          {"agent":"a","prompt":7}                   | prompt must be a string
          {"agent":"a","prompt":" "}                 | prompt must not be blank
          {"agent":"a","messages":[]}                | messages must be a list
          {"agent":"a","messages":[{"role":"x","content":"geheim"}]} | role must be
          {"agent":"a","prompt":"geheim","deadline":"geheim"}        | deadline must be
          {"agent":"a","prompt":"geheim","cache":"geheim"}           | cache must be
          {"agent":"a","prompt":"geheim","metadata":{"a":1}}         | metadata must hold strings
          {"agent":"a","prompt":"geheim","overrides":{"maxTokens":0.5}} | overrides.maxTokens must be
          """)
  void saysWhatIsWrongWithoutTheLinesText(String line, String reason) throws IOException {
    assertThat(read(line))
        .singleElement()
        .isInstanceOfSatisfying(
            QueryLine.Broken.class,
            broken -> assertThat(broken.reason()).startsWith(reason).doesNotContain("geheim"));
  }

  @Test
  void refusesAnIdThatRepeats() throws IOException {
    String line = "{\"id\":\"q1\",\"agent\":\"a\",\"prompt\":\"p\"}\n";

    assertThat(read(line + "\n" + line).get(1))
        .isEqualTo(new QueryLine.Broken(3, "id repeats line 1"));
  }

  @Test
  void aLineAboveTheLimitDoesNotStopTheRest() throws IOException {
    String tooLong = "x".repeat(QueryFile.MAX_LINE_BYTES + 10);

    List<QueryLine> lines = read(tooLong + "\n{\"agent\":\"a\",\"prompt\":\"p\"}\n");

    assertThat(lines.get(0)).isInstanceOf(QueryLine.Broken.class);
    assertThat(lines.get(1)).isInstanceOf(QueryLine.Valid.class);
  }

  @Test
  void warnsOnceOfAnUnknownField() throws IOException {
    String line = "{\"agent\":\"a\",\"prompt\":\"p\",\"promt\":1}\n";

    read(line + line);

    assertThat(warnings).containsExactly("line 1: unknown field is ignored: promt");
  }

  @Test
  void countsLinesThatAreNotBlank() throws IOException {
    var input = new ByteArrayInputStream("a\n\n \nb".getBytes(StandardCharsets.UTF_8));

    assertThat(QueryFile.countLines(input)).isEqualTo(2);
  }

  private Query valid(String text) throws IOException {
    List<QueryLine> lines = read(text);
    assertThat(lines).singleElement().isInstanceOf(QueryLine.Valid.class);
    return ((QueryLine.Valid) lines.get(0)).query();
  }

  private List<QueryLine> read(String text) throws IOException {
    var input = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    List<QueryLine> lines = new ArrayList<>();
    try (var file =
        new QueryFile(input, LineIds.random(), InstantSource.fixed(NOW), warnings::add)) {
      for (QueryLine line = file.next(); line != null; line = file.next()) {
        lines.add(line);
      }
    }
    return lines;
  }
}
