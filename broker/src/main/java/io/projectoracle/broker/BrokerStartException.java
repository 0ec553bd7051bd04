package io.projectoracle.broker;

/** The broker did not start; the message names its port and folder, the cause says why. */
public final class BrokerStartException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BrokerStartException(String message, Throwable cause) {
    super(message, cause);
  }
}
