package io.projectoracle.chaos.fault;

/** What can be done to an installation. */
public enum FaultKind {
  /** A worker is killed, and another one started in its place at once. */
  KILL("killing a worker"),
  /** A worker is stopped by a signal: for longer than its session, or shorter, in turn. */
  PAUSE("stopping a worker for a while"),
  /** The broker is killed, and comes back after some seconds. */
  BROKER("killing the broker"),
  /** One more worker joins; later some worker leaves. */
  SCALE("letting a worker join and one leave"),
  /** One worker after the other is stopped and started again. */
  ROLL("restarting all workers in turn");

  private final String description;

  FaultKind(String description) {
    this.description = description;
  }

  /** What is being done, in words. */
  String description() {
    return description;
  }
}
