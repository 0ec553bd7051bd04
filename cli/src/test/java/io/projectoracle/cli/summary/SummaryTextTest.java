package io.projectoracle.cli.summary;

import static org.assertj.core.api.Assertions.assertThat;

import io.projectoracle.aggregator.figures.FiguresReport;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class SummaryTextTest {
  private static final String FIGURES =
      """
      {"queries":{"total":1200,"answered":1198,"failed":2,"expired":0,"cancelled":0},
       "cache":{"hit":100,"miss":1000,"coalesced":100,"bypass":0},
       "attempts":{"total":1002,"succeeded":1000,"failed":{"server_error":2}},
       "errors":{"total":2,"shareOfQueries":0.0016,
         "kinds":{"server_error":{"count":2,"shareOfErrors":1.0,"shareOfQueries":0.0016}}},
       "tokens":{"input":10,"output":20,"total":30,"unknownEvents":1},
       "cost":{"amount":"0","unknownEvents":0},
       "responseTime":{"count":1198,"minMillis":0.5,"averageMillis":12.34,"maxMillis":2345.6,
         "p50Millis":10.0,"p95Millis":20.0,"p99Millis":999.9},
       "modelTime":{"count":0},
       "orphans":{"events":0,"calls":0,
         "tokens":{"input":0,"output":0,"total":0,"unknownEvents":0},
         "cost":{"amount":"0","unknownEvents":0}}}
      """;

  @Test
  void showsAgentsTotalsAndErrorsInColumns() throws IOException {
    FiguresReport report =
        FiguresSource.parse(
            "{\"total\":"
                + FIGURES
                + ",\"agents\":[{\"agent\":\"technical\",\"figures\":"
                + FIGURES
                + "}],\"rows\":[],\"unreadableRecords\":0,\"later\":1}");

    List<String> lines = SummaryText.lines(report);

    assertThat(lines.get(0)).startsWith("agent      queries  answered");
    assertThat(lines.get(1)).startsWith("technical    1,200     1,198       2");
    assertThat(lines).contains("errors        queries  of errors  of queries");
    assertThat(lines).contains("server_error        2    100.0 %       0.2 %");
    assertThat(lines)
        .anyMatch(
            line -> line.matches("total +0.5 ms +12.3 ms +10.0 ms +20.0 ms +999.9 ms +2.35 s"));
  }

  @Test
  void showsADashWhereThereIsNothingToTime() throws IOException {
    String none =
        FIGURES.replaceAll("(?s)\"responseTime\":\\{[^}]*\\}", "\"responseTime\":{\"count\":0}");
    FiguresReport report =
        FiguresSource.parse(
            "{\"total\":" + none + ",\"agents\":[],\"rows\":[],\"unreadableRecords\":0}");

    assertThat(SummaryText.lines(report)).anyMatch(line -> line.matches("total( +-){6}"));
  }
}
