package io.projectoracle.aggregator.figures;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * All figures at one moment. Immutable; equal events give equal reports, in whatever order they
 * came. The names of the components are those in the JSON and do not change.
 *
 * @param total figures of everything
 * @param agents figures of each agent, by name
 * @param rows figures of each agent and model, by both names; {@code (other)} stands for the pairs
 *     beyond the number that is kept apart
 * @param unreadableRecords records of the usage topic that were skipped because they are no usage
 *     events
 */
public record FiguresReport(
    FiguresSummary total, List<AgentRow> agents, List<Row> rows, long unreadableRecords) {
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  public FiguresReport {
    agents = List.copyOf(agents);
    rows = List.copyOf(rows);
  }

  /** Figures of one agent with all its models. */
  public record AgentRow(String agent, FiguresSummary figures) {}

  /** Figures of one agent and model. */
  public record Row(String agent, String model, FiguresSummary figures) {
    /** Agent and model as one value. */
    @JsonIgnore
    public AgentModel pair() {
      return new AgentModel(agent, model);
    }
  }

  /** A report of figures that were kept in parts: a pair may occur more than once. */
  public static FiguresReport of(Iterable<Map.Entry<AgentModel, Figures>> parts) {
    var total = new Figures();
    var byPair = new TreeMap<AgentModel, Figures>();
    for (var each : parts) {
      total.add(each.getValue());
      byPair.computeIfAbsent(each.getKey(), pair -> new Figures()).add(each.getValue());
    }
    byPair.remove(AgentModel.UNREADABLE);
    return new FiguresReport(total.summary(), agentRows(byPair), rows(byPair), total.unreadable());
  }

  /** The report as JSON, indented for people. */
  public String toJson() {
    return MAPPER.writeValueAsString(this);
  }

  private static List<AgentRow> agentRows(SortedMap<AgentModel, Figures> byPair) {
    var byAgent = new TreeMap<String, Figures>();
    byPair.forEach(
        (pair, figures) ->
            byAgent.computeIfAbsent(pair.agent(), agent -> new Figures()).add(figures));
    var rows = new ArrayList<AgentRow>();
    byAgent.forEach((agent, figures) -> rows.add(new AgentRow(agent, figures.summary())));
    return rows;
  }

  private static List<Row> rows(SortedMap<AgentModel, Figures> byPair) {
    var rows = new ArrayList<Row>();
    byPair.forEach(
        (pair, figures) -> rows.add(new Row(pair.agent(), pair.model(), figures.summary())));
    return rows;
  }
}
