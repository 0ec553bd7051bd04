package io.projectoracle.broker;

/**
 * The broker did not start; the message says why, or names its settings, and the cause says why.
 */
public final class BrokerStartException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BrokerStartException(String message, Throwable cause) {
    super(message, cause);
  }
}
