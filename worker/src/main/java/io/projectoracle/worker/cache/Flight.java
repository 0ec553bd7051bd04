package io.projectoracle.worker.cache;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.projectoracle.contract.CacheOutcome;
import io.projectoracle.worker.call.CallBill;
import io.projectoracle.worker.call.CallResult;
import io.projectoracle.worker.call.ModelCall;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A call to the model and the questions that wait for it. Thread-safe. */
final class Flight {
  private final CacheOutcome payersOutcome;
  private final ModelCall call;
  private final Consumer<Landing> landed;
  private final AtomicBoolean tookOff = new AtomicBoolean();

  /** In the order in which they came: the first pays. */
  @GuardedBy("this")
  private final Set<Passenger> passengers = new LinkedHashSet<>(2);

  @GuardedBy("this")
  private boolean over;

  /**
   * @param payersOutcome what the cache had to do with the question that pays for the call
   * @param landed told once when the flight is over, before any passenger is
   */
  Flight(
      CacheOutcome payersOutcome,
      Function<Consumer<CallResult>, ModelCall> prepare,
      Consumer<Landing> landed) {
    this.payersOutcome = payersOutcome;
    this.landed = landed;
    this.call = prepare.apply(this::land);
  }

  /** Begins the call, the first time. Not within the map's {@code compute}: it may land at once. */
  void takeOffOnce() {
    if (tookOff.compareAndSet(false, true)) {
      call.start();
    }
  }

  /**
   * @return false if the flight is over
   */
  synchronized boolean board(Passenger passenger) {
    return !over && passengers.add(passenger);
  }

  /** See {@link Seat#leave}. */
  Optional<CallBill> leave(Passenger passenger) {
    synchronized (this) {
      if (over || !passengers.remove(passenger)) {
        return Optional.empty();
      }
      if (!passengers.isEmpty()) {
        return Optional.of(CallBill.NONE);
      }
      over = true;
    }
    landed.accept(new Landing(this, null));
    return Optional.of(call.abort());
  }

  private void land(CallResult result) {
    List<Passenger> arriving;
    synchronized (this) {
      if (over) {
        return;
      }
      over = true;
      arriving = List.copyOf(passengers);
    }
    landed.accept(new Landing(this, result));
    arriving.get(0).served().accept(new Served(payersOutcome, result));
    for (Passenger follower : arriving.subList(1, arriving.size())) {
      follower.served().accept(new Served(CacheOutcome.COALESCED, result.withoutBill()));
    }
  }

  /** A question that waits; two equal ones are two, hence no record. */
  static final class Passenger {
    private final Consumer<Served> served;

    Passenger(Consumer<Served> served) {
      this.served = served;
    }

    Consumer<Served> served() {
      return served;
    }
  }

  /**
   * The end of a flight.
   *
   * @param result null if everybody had left
   */
  record Landing(Flight flight, @Nullable CallResult result) {}
}
