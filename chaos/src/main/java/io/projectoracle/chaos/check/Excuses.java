package io.projectoracle.chaos.check;

import io.projectoracle.chaos.history.CallLine;
import io.projectoracle.chaos.history.FaultLine;
import io.projectoracle.chaos.history.FaultLine.Kind;
import io.projectoracle.chaos.history.History;
import io.projectoracle.chaos.history.RunFacts;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What excuses a call that was made in vain: something that happened to its worker between the
 * call's start and the answer's commit, and that the promise allows for.
 */
final class Excuses {
  /** Between a record's timestamp and its commit, and between different clocks' ticks. */
  private static final long SLACK_MILLIS = 1_000;

  private static final int CUT_SHORT_EXIT_CODE = 4;

  private final RunFacts run;
  private final Lives lives;
  private final List<FaultLine> pauses;
  private final List<FaultLine> outages;

  Excuses(History history) {
    run = history.run();
    lives = Lives.of(history.faults());
    pauses = history.faults().stream().filter(this::isPastSession).toList();
    outages =
        history.faults().stream()
            .filter(fault -> fault.kind() == Kind.BROKER_KILL)
            .sorted(Comparator.comparingLong(FaultLine::fromMillis))
            .toList();
  }

  /**
   * The excuse.
   *
   * @param answeredMillis when the query's answer was written; the run's end if there is none
   */
  Optional<Cause> of(CallLine call, long answeredMillis) {
    long until = answeredMillis + SLACK_MILLIS;
    Lives.Life life = lives.at(call.worker(), call.startMillis());
    if (life != null && endedBefore(life, Kind.KILL, until)) {
      return Optional.of(Cause.KILLED);
    }
    if (pauses.stream().anyMatch(pause -> isWithin(pause, call, until))) {
      return Optional.of(Cause.PAUSED);
    }
    if (life != null && outlasted(life, call)) {
      return Optional.of(Cause.OUTLASTED_DRAIN);
    }
    return Optional.empty();
  }

  private boolean isPastSession(FaultLine fault) {
    return fault.kind() == Kind.PAUSE
        && fault.toMillis() - fault.fromMillis() + run.heartbeatMillis() >= run.sessionMillis();
  }

  private static boolean endedBefore(Lives.Life life, Kind kind, long until) {
    FaultLine end = life.end();
    return end != null && end.kind() == kind && end.fromMillis() <= until;
  }

  private boolean isWithin(FaultLine pause, CallLine call, long until) {
    return call.worker().equals(pause.worker())
        && call.startMillis() <= awakeUntil(pause)
        && pause.fromMillis() <= until;
  }

  /**
   * Until when a worker that was stopped past its session may go on because it has not heard of it:
   * until its next exchange with the group's coordinator, which it may find only half a session
   * later, and not at all while the broker is away.
   */
  private long awakeUntil(FaultLine pause) {
    long awakening = run.sessionMillis() / 2;
    long until = pause.toMillis() + awakening;
    for (FaultLine outage : outages) {
      if (outage.fromMillis() <= until && outage.toMillis() >= pause.toMillis()) {
        until = Math.max(until, outage.toMillis() + awakening);
      }
    }
    return until;
  }

  private boolean outlasted(Lives.Life life, CallLine call) {
    FaultLine end = life.end();
    return end != null
        && end.kind() == Kind.STOP
        && Integer.valueOf(CUT_SHORT_EXIT_CODE).equals(end.exitCode())
        && end.toMillis() - end.fromMillis() + SLACK_MILLIS >= run.workerDrainMillis()
        && call.startMillis() <= end.toMillis();
  }
}
