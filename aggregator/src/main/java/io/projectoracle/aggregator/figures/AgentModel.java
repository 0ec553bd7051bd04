package io.projectoracle.aggregator.figures;

import io.projectoracle.contract.UsageEvent;
import java.util.Comparator;

/**
 * What figures are kept for: an agent, and the model asked for on its behalf.
 *
 * @param agent name of the agent
 * @param model name of the model; {@code (none)} where the query never came that far
 */
public record AgentModel(String agent, String model) implements Comparable<AgentModel> {
  /** Stands for every pair beyond the number that is kept apart. */
  public static final AgentModel OTHER = new AgentModel("(other)", "(other)");

  /**
   * Holds the records that are no usage events; not an agent, and never part of a report's rows.
   */
  public static final AgentModel UNREADABLE = new AgentModel("(unreadable)", "(unreadable)");

  static final String NO_MODEL = "(none)";

  /** Longest name that is kept; names in use are much shorter. */
  private static final int MAX_CHARACTERS = 256;

  private static final Comparator<AgentModel> ORDER =
      Comparator.comparing(AgentModel::agent).thenComparing(AgentModel::model);

  /** The pair an event counts for. */
  public static AgentModel of(UsageEvent event) {
    var model = event.model() == null ? NO_MODEL : event.model();
    if (event.agent().length() > MAX_CHARACTERS || model.length() > MAX_CHARACTERS) {
      return OTHER;
    }
    return new AgentModel(event.agent(), model);
  }

  /** By agent, then by model. */
  @Override
  public int compareTo(AgentModel other) {
    return ORDER.compare(this, other);
  }
}
