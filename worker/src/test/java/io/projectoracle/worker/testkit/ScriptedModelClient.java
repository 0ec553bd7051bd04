package io.projectoracle.worker.testkit;

import io.projectoracle.worker.model.CallTag;
import io.projectoracle.worker.model.ModelClient;
import io.projectoracle.worker.model.ModelRequest;
import java.util.ArrayList;
import java.util.List;

/** A model that answers when the test says so. Confined to the test's thread. */
public final class ScriptedModelClient implements ModelClient {
  private final List<StartedCall> calls = new ArrayList<>();

  @Override
  public String endpoint() {
    return "scripted";
  }

  @Override
  public Exchange start(ModelRequest request, CallTag tag, Listener listener) {
    StartedCall call = new StartedCall(tag, listener);
    calls.add(call);
    return () -> call.aborted = true;
  }

  /** The calls so far, in order. */
  public List<StartedCall> calls() {
    return calls;
  }

  @Override
  public void close() {}

  /** A call as the model sees it. */
  public static final class StartedCall {
    private final CallTag tag;
    private final Listener listener;
    private boolean aborted;

    StartedCall(CallTag tag, Listener listener) {
      this.tag = tag;
      this.listener = listener;
    }

    public CallTag tag() {
      return tag;
    }

    public Listener listener() {
      return listener;
    }

    public boolean aborted() {
      return aborted;
    }
  }
}
