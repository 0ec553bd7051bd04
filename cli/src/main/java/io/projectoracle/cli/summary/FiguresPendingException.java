package io.projectoracle.cli.summary;

import java.io.IOException;

/**
 * The aggregator is there, but cannot tell its figures: it is starting, or moves its partitions.
 */
public final class FiguresPendingException extends IOException {
  private static final long serialVersionUID = 1L;

  FiguresPendingException(String message) {
    super(message);
  }
}
