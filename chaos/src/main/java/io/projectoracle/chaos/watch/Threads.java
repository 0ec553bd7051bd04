package io.projectoracle.chaos.watch;

/** The end of threads that were told to end. */
final class Threads {
  private Threads() {}

  /** Waits for its end; an interrupt ends the wait and stays set. */
  static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
