package io.projectoracle.chaos.fault;

/** What can be done to an installation. */
public enum FaultKind {
  /** A worker is killed, and another one started in its place at once. */
  KILL,
  /** A worker is stopped by a signal: for longer than its session, or shorter, in turn. */
  PAUSE,
  /** The broker is killed, and comes back after some seconds. */
  BROKER,
  /** One more worker joins; later some worker leaves. */
  SCALE,
  /** One worker after the other is stopped and started again. */
  ROLL
}
