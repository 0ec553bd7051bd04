package io.projectoracle.gateway.boot;

import io.projectoracle.gateway.answers.AnswerBoard;
import io.projectoracle.gateway.stream.AnswerStreams;
import org.springframework.context.SmartLifecycle;

/**
 * Ends what would hold up a stop: those who wait are told that their query is pending, streams end
 * and may be taken up at another gateway. Then the web server finishes the rest.
 */
final class Departure implements SmartLifecycle {
  private final AnswerBoard board;
  private final AnswerStreams streams;
  private volatile boolean running;

  Departure(AnswerBoard board, AnswerStreams streams) {
    this.board = board;
    this.streams = streams;
  }

  @Override
  public void start() {
    running = true;
  }

  @Override
  public void stop() {
    running = false;
    streams.close();
    board.releaseWaiting();
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** Before the web server, which waits for requests at work. */
  @Override
  public int getPhase() {
    return Integer.MAX_VALUE;
  }
}
