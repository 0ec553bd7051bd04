package io.projectoracle.cli.console;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes SIGTERM, SIGINT (Ctrl-C) and SIGHUP as a request to end in order, so that the exit code can
 * tell how that went: left to itself the JVM ends with 128 and the signal's number however clean
 * the end was, and is deaf to a second Ctrl-C. Thread-safe.
 *
 * <ul>
 *   <li>Before {@link #ready} a signal ends the JVM at once, after its shutdown hooks.
 *   <li>The first signal after it ends {@link #await}.
 *   <li>Any further one ends the JVM without any delay.
 * </ul>
 */
public final class StopSignals {
  private static final Logger log = LoggerFactory.getLogger(StopSignals.class);
  private static final List<String> SIGNALS = List.of("TERM", "INT", "HUP");

  /** What a shell adds to the number of the signal that ended a program. */
  private static final int SIGNALLED = 128;

  private final Console console;
  private final String farewell;
  private final AtomicBoolean asked = new AtomicBoolean();
  private final CountDownLatch stopped = new CountDownLatch(1);
  private volatile boolean ready;

  private StopSignals(Console console, String farewell) {
    this.console = console;
    this.farewell = farewell;
  }

  /**
   * Starts to listen, for the rest of the JVM's life.
   *
   * @param farewell said when the first signal comes
   */
  public static StopSignals listen(Console console, String farewell) {
    var signals = new StopSignals(console, farewell);
    SIGNALS.forEach(signals::handle);
    return signals;
  }

  /** Tells that there is something to end in order from now on. */
  public void ready() {
    ready = true;
  }

  /** Waits for the request to end; false if the time was over first. */
  public boolean await(Duration limit) throws InterruptedException {
    return stopped.await(limit.toNanos(), TimeUnit.NANOSECONDS);
  }

  private void signalled(int number) {
    if (!ready) {
      System.exit(SIGNALLED + number);
    }
    // Before the farewell: signals come on threads of their own, and two of them would say it.
    if (asked.getAndSet(true)) {
      Runtime.getRuntime().halt(SIGNALLED + number);
    }
    console.remark(farewell);
    stopped.countDown();
  }

  // Reflection, since javac warns of every mention of this class and cannot be told not to. The
  // platform offers nothing else, and keeps it (JEP 260).
  private void handle(String name) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Method number = signal.getMethod("getNumber");
      Object listener =
          Proxy.newProxyInstance(
              StopSignals.class.getClassLoader(),
              new Class<?>[] {handler},
              (self, method, arguments) -> called(self, method, arguments, number));
      signal
          .getMethod("handle", signal, handler)
          .invoke(null, signal.getConstructor(String.class).newInstance(name), listener);
    } catch (InvocationTargetException e) {
      // Not on this system, or kept by the JVM with -Xrs: it then does what it does anyway.
      log.debug("signal is not listened to name={}", name, e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("this JVM cannot listen to signals", e);
    }
  }

  private @Nullable Object called(
      Object self, Method method, Object @Nullable [] arguments, Method number)
      throws ReflectiveOperationException {
    switch (method.getName()) {
      case "handle" -> {
        if (arguments != null && number.invoke(arguments[0]) instanceof Integer value) {
          signalled(value);
        }
        return null;
      }
      case "equals" -> {
        return arguments != null && self == arguments[0];
      }
      case "hashCode" -> {
        return System.identityHashCode(self);
      }
      default -> {
        return "StopSignals";
      }
    }
  }
}
