package io.projectoracle.aggregator.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.projectoracle.aggregator.testkit.UsageEvents;
import io.projectoracle.contract.FailureKind;
import io.projectoracle.contract.Usage;
import io.projectoracle.contract.UsageEvent;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class FiguresReportTest {
  @Test
  void addsUpPartsByPairByAgentAndOverall() {
    var report =
        report(
            UsageEvents.cached("b", "m1", 10),
            UsageEvents.cached("a", "m2", 10),
            UsageEvents.cached("b", "m1", 10),
            UsageEvents.cached("a", "m1", 10));

    assertThat(report.rows())
        .extracting(it -> it.agent() + "/" + it.model(), it -> it.figures().queries().total())
        .containsExactly(tuple("a/m1", 1L), tuple("a/m2", 1L), tuple("b/m1", 2L));
    assertThat(report.agents())
        .extracting(it -> it.agent(), it -> it.figures().queries().total())
        .containsExactly(tuple("a", 2L), tuple("b", 2L));
    assertThat(report.total().queries().total()).isEqualTo(4);
  }

  @Test
  void namesUnreadableRecordsButGivesThemNoRow() {
    var unreadable = new Figures();
    unreadable.addUnreadable();
    unreadable.addUnreadable();

    var report = FiguresReport.of(List.of(Map.entry(AgentModel.UNREADABLE, unreadable)));

    assertThat(report.unreadableRecords()).isEqualTo(2);
    assertThat(report.rows()).isEmpty();
    assertThat(report.agents()).isEmpty();
  }

  @Test
  void hasTheDocumentedJson() throws Exception {
    var report =
        report(
            UsageEvents.answered("a", "m", 12_500, Usage.of(10, 5)),
            UsageEvents.failed("a", "m", FailureKind.TIMEOUT));

    var json = new JsonMapper().readTree(report.toJson());

    assertThat(json.get("rows").get(0).get("figures"))
        .isEqualTo(
            new JsonMapper()
                .readTree(
                    """
                    {
                      "queries": {
                        "total": 2, "answered": 1, "failed": 1, "expired": 0, "cancelled": 0
                      },
                      "cache": {"hit": 0, "miss": 2, "coalesced": 0, "bypass": 0},
                      "attempts": {"total": 2, "succeeded": 1, "failed": {"timeout": 1}},
                      "errors": {
                        "total": 1,
                        "shareOfQueries": 0.5,
                        "kinds": {
                          "timeout": {"count": 1, "shareOfErrors": 1.0, "shareOfQueries": 0.5}
                        }
                      },
                      "tokens": {"input": 10, "output": 5, "total": 15, "unknownEvents": 1},
                      "cost": {"amount": "0", "unknownEvents": 2},
                      "responseTime": {
                        "count": 1, "minMillis": 12.5, "averageMillis": 12.5, "maxMillis": 12.5,
                        "p50Millis": 12.5, "p95Millis": 12.5, "p99Millis": 12.5
                      },
                      "modelTime": {
                        "count": 1, "minMillis": 12.5, "averageMillis": 12.5, "maxMillis": 12.5,
                        "p50Millis": 12.5, "p95Millis": 12.5, "p99Millis": 12.5
                      },
                      "orphans": {
                        "events": 0,
                        "calls": 0,
                        "tokens": {"input": 0, "output": 0, "total": 0, "unknownEvents": 0},
                        "cost": {"amount": "0", "unknownEvents": 0}
                      }
                    }
                    """));
    assertThat(json.propertyNames())
        .containsExactly("total", "agents", "rows", "unreadableRecords");
    assertThat(json.get("rows").get(0).propertyNames())
        .containsExactly("agent", "model", "figures");
    assertThat(json.get("agents").get(0).propertyNames()).containsExactly("agent", "figures");
  }

  private static FiguresReport report(UsageEvent... events) {
    return FiguresReport.of(
        List.of(events).stream()
            .map(
                event -> {
                  var figures = new Figures();
                  figures.add(event);
                  return Map.entry(AgentModel.of(event), figures);
                })
            .toList());
  }
}
