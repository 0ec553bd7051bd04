package io.projectoracle.worker.answer;

import io.projectoracle.contract.CacheOutcome;
import io.projectoracle.worker.cache.Seat;
import io.projectoracle.worker.cache.Served;
import io.projectoracle.worker.call.CallBill;
import io.projectoracle.worker.call.CallResult;
import io.projectoracle.worker.cancel.Cancels;
import io.projectoracle.worker.engine.RecordWork;
import io.projectoracle.worker.time.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A query from its arrival to its end, which comes once: it is served, its deadline passes, it is
 * cancelled, or the engine gives it up. Thread-safe.
 */
final class InFlightQuery implements RecordWork.Running {
  private final Timer timer;
  private final @Nullable Instant deadline;
  private final Ending ending;
  private final AtomicBoolean over = new AtomicBoolean();
  private volatile Cancels.@Nullable Watch watch;
  private volatile @Nullable Seat seat;
  private volatile Timer.@Nullable Timeout alarm;

  InFlightQuery(Timer timer, @Nullable Instant deadline, Ending ending) {
    this.timer = timer;
    this.deadline = deadline;
    this.ending = ending;
  }

  /**
   * Ends the query if its deadline has passed already.
   *
   * @return whether it had
   */
  boolean expireIfDue() {
    if (deadline == null || timer.now().isBefore(deadline)) {
      return false;
    }
    end(new Outcome.Expired(), CacheOutcome.BYPASS, CallBill.NONE);
    return true;
  }

  /** Ends the query as cancelled before anything was done for it. */
  void cancelUnseated() {
    end(new Outcome.Cancelled(), CacheOutcome.BYPASS, CallBill.NONE);
  }

  /**
   * Takes its seat; from now on its deadline counts. Called once.
   *
   * @param watching what tells it of cancels
   */
  void sit(Seat taken, Cancels.Watch watching) {
    seat = taken;
    watch = watching;
    if (over.get()) {
      watching.close();
    }
    if (deadline != null && !over.get()) {
      alarm = timer.schedule(Duration.between(timer.now(), deadline), this::expire);
      if (over.get()) {
        cancelAlarm();
      }
    }
  }

  void served(Served served) {
    CallResult result = served.result();
    Outcome outcome =
        result instanceof CallResult.Completed completed
            ? new Outcome.Answered(completed.completion())
            : Outcome.Failed.of(((CallResult.GaveUp) result).failure());
    end(outcome, served.outcome(), result.bill());
  }

  @Override
  public void abort() {
    leave(
        bill -> {
          if (over.compareAndSet(false, true)) {
            stopWaiting();
            ending.abandoned(bill);
          }
        });
  }

  /** Ends the query, unless it has not taken its seat yet. */
  void cancel() {
    leaveAs(new Outcome.Cancelled());
  }

  private void expire() {
    leaveAs(new Outcome.Expired());
  }

  private void leaveAs(Outcome outcome) {
    leave(
        bill ->
            end(
                outcome,
                bill.attempts().isEmpty() ? CacheOutcome.BYPASS : CacheOutcome.MISS,
                bill));
  }

  private void leave(Consumer<CallBill> left) {
    Seat taken = seat;
    if (taken != null) {
      // Empty: it is being served this very moment, which ends it too.
      taken.leave().ifPresent(left);
    }
  }

  private void end(Outcome outcome, CacheOutcome cache, CallBill bill) {
    if (over.compareAndSet(false, true)) {
      stopWaiting();
      ending.ended(outcome, cache, bill);
    }
  }

  private void stopWaiting() {
    cancelAlarm();
    Cancels.Watch watching = watch;
    if (watching != null) {
      watching.close();
    }
  }

  private void cancelAlarm() {
    Timer.Timeout set = alarm;
    if (set != null) {
      set.cancel();
    }
  }

  /** Told once, by one of its methods, how the query ended; on any thread. */
  interface Ending {
    void ended(Outcome outcome, CacheOutcome cache, CallBill bill);

    /** The query is another worker's now; what was spent on it here is left over. */
    void abandoned(CallBill bill);
  }
}
