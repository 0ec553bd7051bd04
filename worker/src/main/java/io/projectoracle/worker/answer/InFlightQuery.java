package io.projectoracle.worker.answer;

import io.projectoracle.contract.CacheOutcome;
import io.projectoracle.worker.cache.Seat;
import io.projectoracle.worker.cache.Served;
import io.projectoracle.worker.call.CallBill;
import io.projectoracle.worker.call.CallResult;
import io.projectoracle.worker.engine.RecordWork;
import io.projectoracle.worker.time.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A query from its arrival to its end, which comes once: it is served, its deadline passes, or the
 * engine gives it up. Thread-safe.
 */
final class InFlightQuery implements RecordWork.Running {
  private final Timer timer;
  private final @Nullable Instant deadline;
  private final Ending ending;
  private final AtomicBoolean over = new AtomicBoolean();
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

  /** Takes its seat; from now on its deadline counts. Called once. */
  void sit(Seat taken) {
    seat = taken;
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
            cancelAlarm();
            ending.abandoned(bill);
          }
        });
  }

  private void expire() {
    leave(
        bill ->
            end(
                new Outcome.Expired(),
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
      cancelAlarm();
      ending.ended(outcome, cache, bill);
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
