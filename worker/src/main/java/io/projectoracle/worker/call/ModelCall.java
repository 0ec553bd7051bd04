package io.projectoracle.worker.call;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.projectoracle.contract.FailureKind;
import io.projectoracle.contract.Usage;
import io.projectoracle.contract.UsageAttempt;
import io.projectoracle.worker.limit.CallLimiter;
import io.projectoracle.worker.model.CallTag;
import io.projectoracle.worker.model.Completion;
import io.projectoracle.worker.model.Failure;
import io.projectoracle.worker.model.ModelClient;
import io.projectoracle.worker.model.ModelRequest;
import io.projectoracle.worker.time.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One question to the model, through as many attempts as it takes. Thread-safe.
 *
 * <p>Limiter, client and listeners are never called with the lock held: each of them may call into
 * another question's call.
 */
public final class ModelCall {
  private final ModelCalls calls;
  private final ModelRequest request;
  private final String queryId;
  private final Consumer<CallResult> ended;

  @GuardedBy("this")
  private final List<UsageAttempt> attempts = new ArrayList<>(1);

  @GuardedBy("this")
  private int chargeable;

  @GuardedBy("this")
  private long limitedNanos;

  @GuardedBy("this")
  private long modelNanos;

  @GuardedBy("this")
  private long firstAttemptAt;

  /** What is going on: waiting for a permit, for a reply or for the next attempt, or nothing. */
  @GuardedBy("this")
  private @Nullable Waiting waiting;

  @GuardedBy("this")
  private boolean over;

  ModelCall(ModelCalls calls, ModelRequest request, String queryId, Consumer<CallResult> ended) {
    this.calls = calls;
    this.request = request;
    this.queryId = queryId;
    this.ended = ended;
  }

  /** Begins. May tell the result before it returns. */
  public void start() {
    new ForPermit().begin();
  }

  /**
   * Ends the call, unless it has ended; nobody is told a result after this.
   *
   * @return what was spent on it, to its very end
   */
  public CallBill abort() {
    Waiting interrupted;
    CallBill bill;
    synchronized (this) {
      over = true;
      interrupted = waiting;
      become(null);
      if (interrupted != null) {
        interrupted.bill();
      }
      bill = bill();
    }
    if (interrupted != null) {
      interrupted.callOff();
    }
    return bill;
  }

  @GuardedBy("this")
  private CallBill bill() {
    return new CallBill(attempts, limitedNanos / 1_000, modelNanos / 1_000);
  }

  /**
   * Makes {@code next} what is going on.
   *
   * @return false if the call was aborted meanwhile
   */
  private synchronized boolean enter(Waiting next) {
    if (over) {
      return false;
    }
    become(next);
    return true;
  }

  @GuardedBy("this")
  private void become(@Nullable Waiting next) {
    if (waiting != null) {
      calls.waits().ended(waiting.what());
    }
    waiting = next;
    if (next != null) {
      calls.waits().begun(next.what());
    }
  }

  private void tryAgainOrGiveUp(Failure failure) {
    Optional<Duration> delay;
    CallBill bill;
    synchronized (this) {
      delay =
          failure instanceof Failure.Transient passing
              ? calls
                  .retry()
                  .delayAfter(
                      passing,
                      attempts.size(),
                      chargeable,
                      Duration.ofNanos(calls.timer().nanoTime() - firstAttemptAt),
                      calls::random)
              : Optional.empty();
      if (delay.isEmpty()) {
        over = true;
      }
      bill = bill();
    }
    if (delay.isEmpty()) {
      ended.accept(new CallResult.GaveUp(failure, bill));
    } else {
      calls.metrics().retried(failure.kind());
      new ForNextAttempt().begin(delay.get());
    }
  }

  /** Something the call waits for. */
  private interface Waiting {
    Waits.For what();

    /** Writes down what it has cost so far; the call's lock is held. */
    void bill();

    /** Stops it; the call's lock is not held. */
    void callOff();
  }

  /** Waits for the limiter. */
  private final class ForPermit implements Waiting {
    private final long since = calls.timer().nanoTime();
    private volatile CallLimiter.@Nullable Request asked;

    void begin() {
      if (!enter(this)) {
        return;
      }
      asked = calls.limiter().acquire(this::granted);
      if (isOver()) {
        callOff();
      }
    }

    private void granted(CallLimiter.Permit permit) {
      Attempt attempt;
      synchronized (ModelCall.this) {
        if (over) {
          attempt = null;
        } else {
          bill();
          attempt = new Attempt(permit, attempts.size() + 1);
          become(attempt);
        }
      }
      if (attempt == null) {
        permit.close();
      } else {
        attempt.begin();
      }
    }

    @Override
    public Waits.For what() {
      return Waits.For.PERMIT;
    }

    @Override
    @SuppressWarnings("GuardedBy") // The lock is held, as the interface says.
    public void bill() {
      long waited = calls.timer().nanoTime() - since;
      limitedNanos += waited;
      calls.metrics().waitedForPermit(waited);
    }

    @Override
    public void callOff() {
      CallLimiter.Request request = asked;
      if (request != null) {
        request.withdraw();
      }
    }
  }

  /** Waits until the next attempt is due. */
  private final class ForNextAttempt implements Waiting {
    private volatile Timer.@Nullable Timeout timeout;

    void begin(Duration delay) {
      if (!enter(this)) {
        return;
      }
      timeout = calls.timer().schedule(delay, ModelCall.this::start);
      if (isOver()) {
        callOff();
      }
    }

    @Override
    public Waits.For what() {
      return Waits.For.RETRY;
    }

    @Override
    public void bill() {}

    @Override
    public void callOff() {
      Timer.Timeout scheduled = timeout;
      if (scheduled != null) {
        scheduled.cancel();
      }
    }
  }

  /** Waits for the model's reply. */
  private final class Attempt implements Waiting, ModelClient.Listener {
    private final CallLimiter.Permit permit;
    private final CallTag tag;
    private final Instant startedAt = calls.timer().now();
    private final long since = calls.timer().nanoTime();
    private volatile ModelClient.@Nullable Exchange exchange;
    private volatile boolean reached;

    @SuppressWarnings("GuardedBy") // Made by granted() with the lock held.
    Attempt(CallLimiter.Permit permit, int number) {
      this.permit = permit;
      this.tag = new CallTag(calls.nextCallId(), queryId, number);
      if (number == 1) {
        firstAttemptAt = since;
      }
    }

    void begin() {
      exchange = calls.client().start(request, tag, this);
      if (isOver()) {
        callOff();
      }
    }

    @Override
    public void reached() {
      reached = true;
      permit.used();
    }

    @Override
    public void completed(Completion completion) {
      CallBill bill;
      synchronized (ModelCall.this) {
        if (over) {
          return;
        }
        over = true;
        become(null);
        enterInBill(null, completion.usage());
        bill = bill0();
      }
      permit.close();
      ended.accept(new CallResult.Completed(completion, bill));
    }

    @Override
    public void failed(Failure failure) {
      synchronized (ModelCall.this) {
        if (over) {
          return;
        }
        become(null);
        enterInBill(failure.kind(), costOf(failure));
      }
      if (failure instanceof Failure.Transient passing
          && passing.kind() == FailureKind.RATE_LIMITED
          && passing.retryAfter() != null) {
        calls.limiter().holdOff(passing.retryAfter());
      }
      permit.close();
      tryAgainOrGiveUp(failure);
    }

    @Override
    public Waits.For what() {
      return Waits.For.REPLY;
    }

    @Override
    public void bill() {
      enterInBill(FailureKind.ABORTED, reached ? Usage.UNKNOWN : Usage.NONE);
    }

    @Override
    public void callOff() {
      ModelClient.Exchange started = exchange;
      if (started != null) {
        started.abort();
      }
      permit.close();
    }

    private Usage costOf(Failure failure) {
      return switch (failure.kind()) {
        case UNREACHABLE, RATE_LIMITED, QUOTA_EXHAUSTED, UNAUTHORISED, REJECTED -> Usage.NONE;
        default -> reached ? Usage.UNKNOWN : Usage.NONE;
      };
    }

    @SuppressWarnings("GuardedBy") // Called with the lock held.
    private CallBill bill0() {
      return ModelCall.this.bill();
    }

    @SuppressWarnings("GuardedBy") // Called with the lock held.
    private void enterInBill(@Nullable FailureKind failure, Usage usage) {
      long nanos = calls.timer().nanoTime() - since;
      modelNanos += nanos;
      if (failure == null || !RetryPolicy.isFree(failure)) {
        chargeable++;
      }
      attempts.add(
          new UsageAttempt(
              tag.callId(),
              calls.endpoint(),
              request.parameters().model(),
              startedAt,
              nanos / 1_000,
              failure,
              usage));
      calls.metrics().called(calls.endpoint(), request.parameters().model(), failure, nanos, usage);
    }
  }

  private synchronized boolean isOver() {
    return over;
  }
}
