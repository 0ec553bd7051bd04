package io.projectoracle.aggregator;

import org.jspecify.annotations.Nullable;

/** The figures cannot be read at the moment: the stream starts, rebalances or has stopped. */
public final class FiguresUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  FiguresUnavailableException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
