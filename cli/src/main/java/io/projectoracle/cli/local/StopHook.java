package io.projectoracle.cli.local;

import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Lets a process that is stopped (Ctrl-C, SIGTERM) end in order: closes what runs before the JVM
 * goes. Closing the hook itself removes it. Thread-safe.
 */
final class StopHook implements AutoCloseable {
  private final Runnable first;
  private final Thread thread = new Thread(this::stop, "oracle-stop");
  private final AtomicBoolean removed = new AtomicBoolean();
  private volatile @Nullable LocalInstallation installation;

  /** Runs {@code first} when the process is stopped. */
  StopHook(Runnable first) {
    this.first = first;
    Runtime.getRuntime().addShutdownHook(thread);
  }

  /** Closes the installation, too, when the process is stopped. */
  LocalInstallation closing(LocalInstallation started) {
    installation = started;
    return started;
  }

  @Override
  public void close() {
    removed.set(true);
    try {
      Runtime.getRuntime().removeShutdownHook(thread);
    } catch (IllegalStateException e) {
      // The process is being stopped, and the hook sees that it is not wanted.
      removed.set(true);
    }
  }

  private void stop() {
    if (removed.get()) {
      return;
    }
    first.run();
    LocalInstallation running = installation;
    if (running != null) {
      running.close();
    }
  }
}
