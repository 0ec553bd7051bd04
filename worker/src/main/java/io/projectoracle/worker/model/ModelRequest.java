package io.projectoracle.worker.model;

import io.projectoracle.contract.Message;
import io.projectoracle.contract.Query;
import io.projectoracle.worker.agent.Agent;
import io.projectoracle.worker.agent.ModelParameters;
import java.util.ArrayList;
import java.util.List;

/**
 * What the model is asked.
 *
 * @param parameters model and sampling
 * @param messages the whole conversation, the agent's instruction first
 */
public record ModelRequest(ModelParameters parameters, List<Message> messages) {
  public ModelRequest {
    messages = List.copyOf(messages);
  }

  /** What an agent asks the model for a query. */
  public static ModelRequest of(Agent agent, Query query) {
    List<Message> messages = new ArrayList<>(query.conversation().size() + 1);
    if (agent.systemPrompt() != null) {
      messages.add(Message.system(agent.systemPrompt()));
    }
    messages.addAll(query.conversation());
    return new ModelRequest(agent.parametersFor(query), messages);
  }
}
