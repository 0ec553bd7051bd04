package io.projectoracle.worker.model;

/** Calls a model. Thread-safe; nothing here blocks but {@link #close}. */
public interface ModelClient extends AutoCloseable {
  /** Name of the endpoint, for answers, usage and metrics. */
  String endpoint();

  /** Starts a call. The listener is told how it goes, on any thread. */
  Exchange start(ModelRequest request, CallTag tag, Listener listener);

  /** Ends all calls and releases connections and threads. */
  @Override
  void close();

  /** A call under way. */
  interface Exchange {
    /** Ends the call and its connection. The listener hears nothing more of it. */
    void abort();
  }

  /** Hears how a call goes: at most one {@link #reached}, then at most one of the other two. */
  interface Listener {
    /** The endpoint has counted the call, or may have. */
    void reached();

    /** The model answered. */
    void completed(Completion completion);

    /** It did not. */
    void failed(Failure failure);
  }
}
