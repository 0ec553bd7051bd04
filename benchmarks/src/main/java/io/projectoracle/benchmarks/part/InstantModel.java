package io.projectoracle.benchmarks.part;

import io.projectoracle.contract.Usage;
import io.projectoracle.worker.model.CallTag;
import io.projectoracle.worker.model.Completion;
import io.projectoracle.worker.model.ModelClient;
import io.projectoracle.worker.model.ModelRequest;

/** A model that says at once what it was asked. */
final class InstantModel implements ModelClient {
  private static final Exchange DONE = () -> {};
  private static final Usage USAGE = new Usage(150L, 120L, 270L, null);

  @Override
  public String endpoint() {
    return "instant";
  }

  @Override
  public Exchange start(ModelRequest request, CallTag tag, Listener listener) {
    listener.reached();
    String question = request.messages().get(request.messages().size() - 1).content();
    listener.completed(new Completion(question, "stop", "instant", USAGE));
    return DONE;
  }

  @Override
  public void close() {}
}
